"""The words of the sample: one theme as a council published it, every bullet word for word.

Each bullet has the codes of the characteristics that it speaks of, which are not in the source.
"""

DESCRIPTION = (
    (
        "Effective political and administrative leaders who have a clear vision and set of priorities "
        "for their area, are key to building local economic growth, social cohesion and a healthy local "
        "democracy.",
        "",
    ),
    (
        "When they model positive and effective leadership behaviours at all levels, this can be "
        "beneficial to a local authority’s overall culture and governance.",
        "",
    ),
    (
        "It is essential that all officers with statutory responsibility, including the Chief Finance "
        "Officer (Section 151 Officer or Section 73 Officer in the case of combined authorities and "
        "combined county authorities) and Monitoring Officer uphold their duties, both individually and "
        "collectively and provide reports to the Chief Executive/Head of Paid Service and, as necessary,"
        " to full Council. Statutory officers must work effectively together, have access to the highest"
        " levels of Council decisions and have a voice in important decisions.",
        "",
    ),
    (
        "An authority that either fails to recruit to its statutory officer posts on a permanent basis "
        "over an extended period of time or has a high turnover in these roles indicates instability and"
        " potential wider cultural concerns.",
        "",
    ),
    (
        "When this is compounded by many senior positions being appointed to on an interim basis over an"
        " extended period, this can signal a problem.",
        "",
    ),
    (
        "All-out as opposed to multiple elections within the four-year cycle can enhance political "
        "stability and reduce ongoing campaigning that can hinder improvement.",
        "",
    ),
)

STRENGTHS = (
    (
        "The Council’s Corporate Business Plan is our top tier strategic document describing the "
        "overarching aims of the Council, underpinned by five corporate strategies. The Plan was "
        "developed in conjunction with Members, it ties all the work of Council staff together and "
        "generates a clear vision of how the Borough will be improved over the next 5 years – enabling "
        "place-shaping, local growth and improving the quality of life of residents.",
        "L001",
    ),
    (
        "Service Area Plans are developed to deliver the objectives and outcomes described in the "
        "Corporate Business Plan ensuring that all services contribute to the overarching aims of the "
        "Council.",
        "L001",
    ),
    (
        "The Council has robust systems owned by Members for identifying, reporting and mitigating risk "
        "in place. It was previously identified as an area for improvement in the Annual Governance "
        "Statement, but it was thoroughly reviewed and improved through the Standards and Audit work "
        "programme for 2023/24 and assured by an internal audit in 2024.",
        "L005",
    ),
    (
        "The Council’s previous CEX held this post for 14 years and following his retirement, a new CEX "
        "joined in August 2023. The Assistant CEX (Place) is a new senior role to provide additional "
        "senior leadership capacity, which was filled in July 2023. Both this postholder and the "
        "Assistant CEX/S.151 Officer are postholders of 3 years or less. The Council’s Monitoring "
        "Officer has held this position for over 13 years. This demonstrates that the Council has "
        "successfully recruited to its statutory officer posts on a permanent basis and there is not a "
        "high turnover rate in these roles.",
        "L004",
    ),
    (
        "The Council was able to show in the self-assessment that all statutory officers uphold their "
        "duties and always consult the appropriate officers and Members on their reports. The Monitoring"
        " Officer and S.151 Officer are both part of the Corporate Leadership Team (CLT), which is the "
        "most senior level of staff at the Council, meaning they have access to and have a voice in all "
        "important council decisions.",
        "L003",
    ),
)

AREAS_FOR_IMPROVEMENT = (
    (
        "Refresher training for staff on Financial Regulations and Budget Management (with a more local "
        "context) is overdue. A series of refresher courses need to be developed and delivered once the "
        "Accountancy team is fully staffed and the audit backlog is resolved. However, this is not "
        "likely to be before January 2025.",
        "L007",
    ),
    (
        "The Council has the ability to measure certain aspects of the health of its workforce data and "
        "performance, but the accuracy and the breadth of this data must be improved to help the Council"
        " to make more evidence-led workforce decisions to achieve better outcomes.",
        "L008",
    ),
    (
        "The Council must improve establishment controls to synchronise HR and payroll information to "
        "maintain an up-to-date establishment and improve monitoring of staffing costs. This will "
        "reinforce strong financial management and reporting throughout the organisation and support "
        "more effective workforce planning.",
        "L009",
    ),
    (
        "The Council must find ways to improve workforce planning by planning for future workforce "
        "needs. Currently, HR Business Partners support the CHoS in identifying the skills and expertise"
        " required for a role, benchmarking salaries, grades of posts, and providing guidance. "
        "Departmental workforce plans provide a more collaborative and strategic approach that is needed"
        " to maintain effective succession planning, but they are not in place for all service areas in "
        "the Council.",
        "L0010",
    ),
)

OPPORTUNITIES = (
    (
        "CLT to consider implementing service area reports on KPI performance and progress against "
        "service area plans to the relevant service committee on a quarterly basis to improve "
        "consistency.",
        "L006",
    ),
    (
        "Continue to refine and develop the risk management system through feedback from risk owners and"
        " reporting to Standards and Audit Committee.",
        "L005",
    ),
    (
        "Monitoring progress of delivery and measuring benefits realised of capacity and capability "
        "review, and the organisational culture assessment will provide assurance of continuous "
        "improvement in strategic leadership capacity and capability. Delivery and progress are "
        "monitored as part of the established NS-BVN response programme.",
        "L002",
    ),
    (
        "Review and refine the ‘rules of engagement’ with the Runnymede Council Alliance to ensure this "
        "delivers Member leadership and direction in a timely manner to support efficient decision "
        "making.",
        "L0012",
    ),
    (
        "An effective professional development and appraisal process system will be put in place during "
        "Phase 2 of the My View system implementation. The new system will capture data from the "
        "Performance and Appraisals system, and once this is obtained analysis of the data will be "
        "carried out so that the quality of appraisals can be examined.",
        "L0011",
    ),
    (
        "The development of departmental workforce plans across the Council will provide a more "
        "strategic approach to develop optimal team and service structures that can be resourced to "
        "ensure teams are resilient and achieve the outcomes required. Development of workforce planning"
        " is in the HR & OD Service area plan for delivery in 24/25.",
        "L0010",
    ),
    (
        "Phase 2 of the My View system implementation will also set up a new integrated HR/Payroll "
        "system, as well as the establishment reconciliation workstream in the Savings and Efficiency "
        "Programme. The Finance Management System will be reprocured in 2024/25 and the system "
        "specification will need to incorporate management controls and checks and balances to improve "
        "self-service budget management reporting capability.",
        "L008, L009",
    ),
    (
        "management controls and checks and balances to improve self-service budget management reporting capability.",
        "",
    ),
)
