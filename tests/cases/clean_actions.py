"""The words of tests/cases/clean_seven_themes.py: actions of an invented council, by theme."""

from datetime import date

Action = tuple[str, str, str, str, date, date, date | None, str, float | None, str, str]

# Codes, opportunity, action, owner, start, due, revised due, status, progress, update, success measure.
ACTIONS: dict[int, tuple[Action, ...]] = {
    1: (
        (
            "CI006", "One trusted record for each property and person",
            "Match the records of the five main systems, and set up a single index that every service uses.",
            "Head of Digital", date(2025, 3, 3), date(2026, 3, 31), None, "In progress", 0.4,
            "Council tax and housing records are matched. Planning and licensing follow in the winter.",
            "Fewer than one record in a hundred fails the monthly matching test.",
        ),
        (
            "CI006", "Clear responsibility for data",
            "Adopt a data quality standard, and name a data owner in each service.",
            "Head of Transformation", date(2025, 4, 1), date(2025, 10, 31), None, "In progress", 0.7,
            "The standard was approved in July 2025, and owners are in place in seven of the ten services.",
            "Every service passes its annual data quality review.",
        ),
        (
            "CI005", "Proof that projects deliver",
            "Carry out a benefits review twelve months after the close of each project costing more than £100,000.",
            "Head of Transformation", date(2025, 6, 2), date(2026, 5, 29), None, "In progress", 0.25,
            "The method was tried on the leisure booking project, which closed in April 2024.",
            "Reviews of all large projects are reported to Cabinet.",
        ),
        (
            "CI008", "Timely comparison with others",
            "Join the district benchmarking club, and include its figures in the budget papers for 2027/28.",
            "Head of Finance", date(2025, 12, 1), date(2026, 10, 30), None, "Not started", None,
            "Membership has been agreed in principle, and the subscription falls due in January 2026.",
            "Managers can compare at least fifteen services with those of similar councils.",
        ),
        (
            "CI002, CI003", "Full response to the peer challenge",
            "Carry out the recommendations of the peer challenge that remain open.",
            "Chief Executive", date(2025, 2, 3), date(2025, 6, 30), None, "Complete", 1.0,
            "The last two recommendations were carried out in May 2025.",
            "No recommendation of the peer team is outstanding.",
        ),
    ),
    2: (
        (
            "L007", "Depth in specialist posts",
            "Write succession plans for the twenty posts that are hardest to fill, and present them to the Corporate"
            " Leadership Team (CLT).",
            "Head of People", date(2025, 5, 6), date(2025, 11, 28), None, "In progress", 0.55,
            "Plans for eleven posts were reviewed at CLT’s meeting of 9 September 2025.",
            "Each of the twenty posts has a trained deputy or an agreed route to recruitment.",
        ),
        (
            "L008", "A project office that is not easily depleted",
            "Prepare the full case for a shared project office and, if Cabinet agrees, appoint its manager.",
            "Director of Place", date(2025, 4, 7), date(2025, 9, 30), date(2026, 1, 30), "In progress", 0.45,
            "One of the neighbouring districts asked for more time, so the date was moved. Cabinet will consider the"
            " case in December 2025.",
            "Permanent staff provide at least half of all project management days.",
        ),
        (
            "L006", "Learning that fits Members’ lives",
            "Offer a rolling programme of short sessions, and publish attendance each year.",
            "Democratic Services Manager", date(2025, 9, 1), date(2026, 7, 31), None, "In progress", 0.1,
            "The first session, on treasury management, was held on 16 September 2025.",
            "Four in five Members attend at least six sessions a year.",
        ),
        (
            "L010", "Effects on the climate in figures",
            "Test a carbon budget on the capital programme for 2026/27, and report what was learned.",
            "Climate and Sustainability Manager", date(2025, 11, 3), date(2026, 6, 30), None, "Not started", None,
            "Work begins once the capital bids have closed in October 2025.",
            "All capital bids for 2027/28 state their effect in tonnes of carbon.",
        ),
        (
            "L001", "A corporate plan that people can follow",
            "Publish a one-page summary of progress against the corporate plan each summer.",
            "Communications Manager", date(2025, 4, 14), date(2025, 7, 31), None, "Complete", 1.0,
            "The first summary, published as an accessible PDF in July 2025, was read 3,150 times in its first month.",
            "Four in five readers find the summary clear or very clear.",
        ),
    ),
    3: (
        (
            "G007", "Closer oversight of companies and trusts",
            "Establish a shareholder committee, and agree its terms of reference, reporting dates and access to"
            " advice.",
            "Monitoring Officer", date(2025, 6, 2), date(2025, 12, 19), None, "In progress", 0.4,
            "Terms of reference were discussed with group leaders in August 2025 and go to full Council in December"
            " 2025.",
            "Business plans are approved before the year to which they relate.",
        ),
        (
            "G007", "Well-prepared representatives on boards",
            "Train each Member and officer who sits on the board of a company or trust, and repeat the course yearly.",
            "Monitoring Officer", date(2025, 10, 6), date(2026, 2, 27), None, "Not started", 0.0,
            "The LGA has recommended a trainer.",
            "All representatives are trained within three months of appointment.",
        ),
        (
            "G011", "Plans that have been rehearsed",
            "Rehearse the business continuity plan of each critical service, including the loss of IT for three days.",
            "Emergency Planning Manager", date(2025, 1, 13), date(2025, 6, 30), None, "In progress", 0.55,
            "Six of the eleven critical services have rehearsed. The others were put back by the floods of May 2025,"
            " and the facilitator has not yet offered new dates.",
            "No critical service goes longer than two years without a rehearsal.",
        ),
        (
            "G006", "Prompt answers to requests",
            "Track each freedom of information (FOI) request from receipt to reply, and publish answers to the most"
            " frequent FOI questions as open data.",
            "Information Governance Manager", date(2025, 4, 1), date(2025, 12, 31), None, "In progress", 0.6,
            "Tracking began in April 2025, and 88 per cent of replies were on time in the quarter to June 2025.",
            "At least 90 per cent of requests are answered within twenty working days.",
        ),
        (
            "G010", "Safe ways to raise concerns",
            "Include the confidential reporting line in the induction of contractors and agency workers.",
            "Head of Internal Audit", date(2025, 2, 3), date(2025, 8, 29), None, "Complete", 1.0,
            "Induction packs were changed in August 2025, and every agency has confirmed that it uses them.",
            "In the survey of 2027 three in four agency workers know of the reporting line.",
        ),
        (
            "G005", "Assurance that can be seen at a glance",
            "Map the sources of assurance for each strategic risk, and use the map to prepare the AGS for 2025/26.",
            "Head of Internal Audit", date(2025, 8, 4), date(2026, 4, 30), None, "In progress", 0.2,
            "Maps for three of fourteen risks are finished.",
            "Every strategic risk shows at least two independent sources of assurance.",
        ),
    ),
    4: (
        (
            "C005", "A workforce like the district",
            "Try shortlisting without names in two services, and evaluate the effect before it is used more widely.",
            "Head of People", date(2025, 9, 1), date(2026, 3, 27), None, "In progress", 0.15,
            "Panels in Revenues and in Leisure & Open Spaces were briefed in September 2025.",
            "Candidates from every ethnic group have an equal chance of being shortlisted.",
        ),
        (
            "C005", "Objectives that matter to staff",
            "Replace the EDI objectives of 2021 with new ones agreed with staff networks, and report on them yearly.",
            "Head of People", date(2025, 7, 7), date(2026, 1, 30), None, "In progress", 0.3,
            "Staff networks met in July 2025 and have proposed three objectives.",
            "The annual report shows progress on each objective.",
        ),
        (
            "C004", "Appraisals worth having",
            "Train all managers to hold appraisals that end with a development goal, and sample the records each"
            " spring.",
            "Learning and Development Manager", date(2025, 3, 3), date(2026, 3, 31), None, "In progress", 0.6,
            "So far 78 of 130 managers have attended.",
            "Nine in ten of the sampled appraisals contain a development goal.",
        ),
        (
            "C007", "Earlier help for people who are unwell",
            "Offer referral to occupational health within a week, and remind managers of interviews that are due.",
            "Head of People", date(2025, 11, 10), date(2026, 7, 31), None, "Not started", None,
            "The present supplier has been asked for a price.",
            "Average absence falls below eight days for each employee.",
        ),
        (
            "C001", "Values that stay fresh",
            "Hold a conference for all staff to relaunch the four values.",
            "Communications Manager", date(2025, 5, 1), date(2025, 10, 15), None, "Cancelled", None,
            "Cancelled in June 2025, because the survey of April 2025 showed that the values are well known. The"
            " £18,000 set aside has been returned to reserves.",
            "Nine in ten staff can recall the values.",
        ),
    ),
    5: (
        (
            "R009", "Knowledge of every building",
            "Survey the condition of all Council buildings that have no report from the past five years.",
            "Head of Property", date(2025, 1, 6), date(2026, 3, 31), None, "In progress", 0.5,
            "Surveyors have visited 31 of 62 buildings; the town hall and both depots came first.",
            "Each building has a survey that is less than five years old.",
        ),
        (
            "R009", "Maintenance by plan instead of by breakdown",
            "Draw up a ten-year maintenance plan and a list of sites that could be sold.",
            "Head of Property", date(2026, 4, 1), date(2026, 9, 30), None, "Not started", None,
            "This depends on the surveys and begins when they are complete.",
            "Emergency repairs fall to less than a fifth of the maintenance budget.",
        ),
        (
            "R005", "Accounts on time",
            "Close the ledger each month, and prepare the accounts for 2025/26 by 30 June 2026.",
            "Section 151 Officer", date(2025, 7, 1), date(2026, 6, 30), None, "In progress", 0.2,
            "The first monthly close, for July 2025, took eight working days.",
            "The auditor receives complete accounts by the statutory date.",
        ),
        (
            "R005", "A full finance team",
            "Recruit to the three vacant posts in the accountancy team.",
            "Head of Finance", date(2025, 2, 3), date(2025, 5, 30), None, "In progress", 0.65,
            "Two posts are filled. The third attracted no suitable candidate in three rounds, and its grade is under"
            " review.",
            "No accountancy post is vacant for more than three months.",
        ),
        (
            "R012", "Fair and effective recovery",
            "Analyse debts by age and ability to pay, and agree a recovery policy for each group.",
            "Revenues and Benefits Manager", date(2025, 5, 6), date(2025, 12, 31), None, "In progress", 0.4,
            "Debts above £1,000 have been analysed, and the policy goes to Cabinet in November 2025.",
            "Arrears are a tenth lower in March 2027 than they were in March 2025.",
        ),
        (
            "R007", "Contracts that are watched",
            "Train contract managers, and record a meeting each quarter with the supplier of every contract above"
            " £50,000.",
            "Procurement Manager", date(2025, 4, 1), date(2026, 3, 27), None, "In progress", 0.45,
            "Training was completed by 38 contract managers in July 2025, and meetings are now entered in the"
            " register.",
            "The register shows four meetings a year for every such contract.",
        ),
        (
            "R011", "Evidence of value for money",
            "Review the costs and results of licensing and of grounds maintenance.",
            "Head of Transformation", date(2026, 1, 5), date(2026, 12, 18), None, "Not started", 0.0,
            "The terms of reference will be agreed with the MTFS in November 2025.",
            "Cabinet can see the unit costs and the results of both services.",
        ),
    ),
    6: (
        (
            "SD008", "Electrical safety without delay",
            "Complete every electrical check that is out of date in Council homes.",
            "Head of Housing", date(2025, 2, 3), date(2025, 7, 31), None, "In progress", 0.9,
            "All but 22 of the 214 homes have been checked. Tenants of these have refused entry, and the court has"
            " been asked to order access.",
            "No electrical check in a Council home is out of date.",
        ),
        (
            "SD008", "Decent homes for all tenants",
            "Appoint contractors, and bring the homes that failed the Decent Homes Standard up to it, the worst first.",
            "Head of Housing", date(2025, 4, 1), date(2028, 3, 31), None, "In progress", 0.1,
            "Tenders are being evaluated, and work on the first 90 homes begins in January 2026.",
            "All Council homes meet the standard when the stock is surveyed in 2028.",
        ),
        (
            "SD004", "Help before notice is served",
            "Set up a liaison service for private landlords who are thinking of ending a tenancy.",
            "Housing Options Manager", date(2025, 6, 2), date(2026, 1, 30), None, "In progress", 0.35,
            "Two liaison officers started in August 2025.",
            "At least 60 families a year keep a home that they would have lost.",
        ),
        (
            "SD004", "Shorter stays in temporary accommodation",
            "Buy or lease 30 homes in the district for families who have nowhere to live.",
            "Head of Housing", date(2024, 10, 14), date(2026, 3, 31), None, "In progress", 0.6,
            "Eighteen homes are in use.",
            "The average stay is below twelve weeks.",
        ),
        (
            "SD005", "Forms that everyone can use",
            "Rebuild the twelve busiest online forms, and test each with disabled residents.",
            "Head of Customer Services", date(2025, 7, 7), date(2026, 4, 24), None, "In progress", 0.25,
            "Three forms are live, and two more are being tested.",
            "Each rebuilt form passes an independent accessibility test.",
        ),
        (
            "SD002", "Collections that can be relied on",
            "Fit route software to all refuse vehicles.",
            "Waste Services Manager", date(2025, 1, 6), date(2025, 4, 30), None, "Complete", 1.0,
            "The last vehicle was fitted on 11 April 2025, almost three weeks early.",
            "Missed collections stay below 40 for each 100,000.",
        ),
    ),
    7: (
        (
            "PCE005", "Voices that are seldom heard",
            "Recruit and train twelve community researchers, and engage them in every major consultation.",
            "Head of Communities", date(2025, 6, 2), date(2026, 2, 27), None, "In progress", 0.5,
            "Six researchers were trained in August 2025.",
            "Those who answer consultations match the district in age and first language.",
        ),
        (
            "PCE005", "Papers that people can read",
            "Advertise interpreters and easy-read papers on the web, in letters and on posters.",
            "Communications Manager", date(2025, 7, 1), date(2025, 10, 31), None, "In progress", 0.8,
            "The website and letters carry the offer, and posters follow in October 2025.",
            "Requests for interpreters and easy-read papers double within a year.",
        ),
        (
            "PCE004", "A charter that is used",
            "Write a new charter with the parish councils, and review it yearly.",
            "Head of Communities", date(2025, 10, 13), date(2026, 6, 30), None, "Not started", None,
            "The parishes’ association has nominated three clerks to take part.",
            "Three in four parish clerks say that the charter is kept.",
        ),
        (
            "PCE002", "Grants with known results",
            "Agree measures of success with voluntary, community and social enterprise (VCSE) organisations before"
            " their grants are renewed.",
            "Community Grants Manager", date(2025, 8, 4), date(2026, 2, 27), None, "In progress", 0.3,
            "Two workshops for VCSE leaders were held in September 2025.",
            "Each new grant agreement states what is to be achieved and how it is measured.",
        ),
        (
            "PCE007", "Advice from firms",
            "Publish the business forum’s advice, and the Council’s reply to it, after each meeting.",
            "Economic Development Manager", date(2025, 1, 7), date(2025, 3, 31), None, "Complete", 1.0,
            "Advice and replies have been published since February 2025.",
            "Replies appear within four weeks of each meeting.",
        ),
        (
            "PCE006", "Joint priorities for health",
            "Set the alliance’s priorities for 2026/27 from what residents said about their health, and agree who"
            " leads on each.",
            "Head of Communities", date(2025, 9, 8), date(2026, 3, 27), None, "In progress", 0.2,
            "The survey closed in June 2025 with 1,960 replies, and their analysis is under way.",
            "Each priority has a lead, a measure and a share of the joint budget.",
        ),
    ),
}  # fmt: skip
