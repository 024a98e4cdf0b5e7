"""The words of tests/cases/clean_seven_themes.py: the narrative of an invented council, by theme."""

# Section, then its bullets: text, codes.
NARRATIVE: dict[int, tuple[tuple[str, tuple[tuple[str, str], ...]], ...]] = {
    1: (
        ("Description", (
            ("An authority that improves knows how well it is doing, says so in public and changes course when the"
             " facts call for it.", ""),
            ("Good practice is sought out elsewhere, tried on a small scale and adopted where it is shown to work.",
             ""),
            ("Members and managers see the same figures at the same time, so that a poor result is discussed while it"
             " can still be put right.", ""),
            ("Outside challenge is invited early, before an inspector or an auditor has to insist on it.", ""),
            ("Each lesson is written down, given to a named post and followed through until the change has held for a"
             " year.", ""),
        )),
        ("Strengths", (
            ("Cabinet and the Overview and Scrutiny Committee receive the same quarterly report on 42 KPIs, each with a"
             " target, a trend and a comment from the responsible head of service.", "CI001"),
            ("A corporate peer challenge by the LGA took place in February 2024. The response to it was agreed in"
             " March 2024 and reported in January 2025, by which time ten of the twelve recommendations had been"
             " carried out.", "CI002, CI003"),
            ("Feedback from 2,400 households led to new collection days in 2024, and the website now shows for every"
             " consultation what residents said and what the Council then did.", "CI004"),
            ("Complaints are answered within ten working days in nine cases out of ten. Of those upheld during 2024/25,"
             " three in four resulted in a change to a procedure, a letter or a form.", "CI007"),
            ("Our improvement programme has a budget of £1,250,000 over four years, a sponsor among the directors and a"
             " monthly board whose decisions are minuted.", "CI009"),
        )),
        ("Areas for improvement", (
            ("Names and addresses are held in five systems that do not agree with each other. Until the records are"
             " matched, staff enter the same facts more than once and some reports have to be corrected by hand.",
             "CI006"),
            ("Projects are closed with a report on cost and time, but seldom with a check, a year later, that the"
             " promised savings or better services came about.", "CI005"),
            ("Comparison with similar councils relies on national returns that arrive late; only planning, housing"
             " benefit and waste are compared in time to influence a budget.", "CI008"),
        )),
        ("Opportunities", (
            ("A single index of properties and people will let services share one set of records. What the data"
             " quality audit of March 2024 revealed will guide its design.", "CI006"),
            ("Benefits reviews could become part of the normal life of a project (e.g. at six and twelve months), with"
             " the findings summarised on one side of A4 for the improvement board.", "CI005"),
            ("Joining the benchmarking club of neighbouring districts, whose next round opens in January 2026, would"
             " give managers figures for twelve more services.", "CI008"),
            ("When the peer team returns in March 2026, it will test whether this self-assessment is as candid as we"
             " believe it to be.", "CI002"),
        )),
    ),
    2: (
        ("Description", (
            ("Political and managerial leaders share a small number of priorities and explain plainly what will not be"
             " done as well as what will.", ""),
            ("Statutory officers speak frankly to those in power, and are listened to when their advice is"
             " unwelcome.", ""),
            ("Long service and fresh thinking are kept in balance, with permanent appointments the rule and interim"
             " ones the exception.", ""),
            ("Behaviour at the top sets the tone: courtesy, openness about difficulty and a readiness to share"
             " credit.", ""),
        )),
        ("Strengths", (
            ("In 2023/24 the Council completed its first corporate plan to be written with residents, and two thirds of"
             " the staff surveyed can name at least two of its five priorities.", "L001"),
            ("The Head of Paid Service, the Section 151 Officer and the Monitoring Officer meet every fortnight. All"
             " three belong to the Corporate Leadership Team (CLT), and CLT’s agenda always has room for their"
             " advice.", "L003"),
            ("A permanent Chief Executive joined in August 2023 and a Director of Place in July 2024; no statutory post"
             " has been vacant for longer than six weeks since 2019.", "L004"),
            ("Group leaders may see the main budget assumptions six weeks before publication – a courtesy extended to"
             " all parties – and now meet each autumn to discuss the Council’s finances over ten years.",
             "L002, L005"),
            ("Directors spend a day each quarter alongside front-line teams, and in 2024/25 the monthly question time"
             " drew 180 staff on average.", "L009"),
        )),
        ("Areas for improvement", (
            ("Succession plans exist for the statutory officers but not for specialist posts such as the building"
             " control surveyors, a third of whom may retire within five years.", "L007"),
            ("Capacity for large projects has weakened. Two experienced project managers left in the spring of 2025,"
             " and the rating has been lowered because consultants now cover their work.", "L008"),
            ("Attendance at Members’ training is strong in the first year of a term and then falls away, particularly"
             " for finance and treasury topics.", "L006"),
            ("Reports to Cabinet describe the effect of a decision on the climate in general terms, with few figures"
             " and little about the longer term.", "L010"),
        )),
        ("Opportunities", (
            ("Apprenticeships at degree level offer a way to train our own surveyors, planners and accountants, with"
             " the first places to be filled by September 2026.", "L007"),
            ("Scarce skills would go further in a project office shared with two neighbouring districts. The outline"
             " case, which CLT considered in June 2025, will be followed by a full one in December 2025.", "L008"),
            ("Short evening sessions, recorded for those who cannot attend, should make it easier for working Members"
             " to keep up in the third and fourth years of office.", "L006"),
            ("Carbon budgeting could be tried on the capital programme for 2026/27 before it is extended to everyday"
             " decisions.", "L010"),
        )),
    ),
    3: (
        ("Description", (
            ("Decisions are lawful, properly recorded and taken by the right people on the strength of complete and"
             " balanced advice.", ""),
            ("Scrutiny is welcomed by those it examines, has the time and support to do its work and can point to"
             " decisions it has improved.", ""),
            ("An audit committee with independent members follows risks to their source and holds managers to the"
             " promises they make.", ""),
            ("Companies, trusts and other bodies in which the authority has a stake are watched as closely as its own"
             " departments.", ""),
            ("People who raise concerns in good faith are protected, and what they report is looked into without"
             " delay.", ""),
        )),
        ("Strengths", (
            ("Part II of the Constitution, which sets out how powers are delegated, was rewritten in plain English and"
             " adopted by full Council in May 2024.", "G001"),
            ("Of the recommendations that scrutiny made in 2024/25, four in five were accepted, including one that"
             " reshaped the parking strategy.", "G002"),
            ("Since Standing Order 16 was amended, any five Members may ask for a decision to be examined before it"
             " takes effect, and a Councillor Call for Action can be lodged online.", "G002, G008"),
            ("Two independent members sit on this Committee. Internal Audit, which an external assessment of November"
             " 2023 found to conform fully with professional standards, reports to it without editing by managers.",
             "G003, G009"),
            ("Strategic risks are reviewed by directors every month: each has an owner, a score before and after"
             " controls and a note of what would cause the score to change.", "G005"),
            ("Most matters of conduct are settled informally. In the year to March 2025 only one complaint required"
             " investigation, and it was concluded in eleven weeks.", "G004"),
        )),
        ("Areas for improvement", (
            ("Oversight of the housing company and the leisure trust is uneven. Their business plans reach Members"
             " late, and the Council’s representatives on the boards have had no formal induction.", "G007"),
            ("Every service has a business continuity plan, yet fewer than half of these had been rehearsed since the"
             " exercise of October 2022, and the loss of IT for several days had never been tried.", "G011"),
            ("Replies to freedom of information (FOI) requests were sent on time in 84 per cent of cases in 2024/25,"
             " short of the 90 per cent that the regulator expects.", "G006"),
            ("Awareness of the whistleblowing policy rose from 41 to 63 per cent of staff between the surveys of 2023"
             " and 2025, but agency workers and contractors were rarely told of it.", "G010"),
        )),
        ("Opportunities", (
            ("A shareholder committee of Cabinet, with terms of reference that draw on public interest reports"
             " elsewhere, would bring oversight of the companies and trusts into one place.", "G007"),
            ("The county’s resilience forum is planning an exercise for February 2026, and taking part would let"
             " several services rehearse at once.", "G011"),
            ("Publishing the answers to common FOI questions as open data may reduce requests by a tenth. The lessons"
             " of the audit of March 2024 will shape the publication scheme for 2026/27.", "G006"),
            ("Posters, payslips and the induction of contractors are inexpensive ways to make the confidential"
             " reporting line better known.", "G010"),
        )),
    ),
    4: (
        ("Description", (
            ("Everyone knows what is expected of them and treats residents, colleagues and Members with courtesy.", ""),
            ("Mistakes are admitted early and used to learn; blame is reserved for concealment.", ""),
            ("Differences of background and opinion are valued, and those who make policy resemble those who live with"
             " its results.", ""),
            ("Wellbeing is treated as a condition of good work rather than a reward for it.", ""),
        )),
        ("Strengths", (
            ("Four values, chosen by staff in 2022, now appear in job adverts, interviews and the annual awards. In the"
             " survey of April 2025, 87 per cent of those who answered could recall them.", "C001"),
            ("Challenge is welcome here: seven in ten employees feel safe to question a manager’s decision, compared"
             " with six in ten two years earlier.", "C002"),
            ("Relations between Members and officers are cordial. The peer team wrote of ‘an absence of the us-and-them"
             " that holds so many places back’, and no grievance has concerned a Member since 2020.", "C003"),
            ("Reviews after an incident look for causes instead of culprits, e.g. the inquiry into the garden waste"
             " billing error, whose findings all staff could read within a month.", "C006"),
            ("Declarations of gifts, hospitality and interests are made online and published quarterly; the returns for"
             " 2024/25 were complete by the first week of May.", "C008"),
        )),
        ("Areas for improvement", (
            ("Our workforce is less diverse than the district it serves, above all in senior grades, and progress on"
             " the EDI objectives of 2021 has been slow.", "C005"),
            ("One-to-one meetings happen regularly, but the quality of annual appraisals varies and a fifth of managers"
             " record no development goals.", "C004"),
            ("Sickness absence averaged 9.4 days for each employee in 2024/25, mostly through stress and back problems"
             " in two services, and return-to-work interviews are often late.", "C007"),
        )),
        ("Opportunities", (
            ("Advertising through community networks and removing names from application forms would widen the field;"
             " the trial in Revenues and in Leisure & Open Spaces will end in February 2026.", "C005"),
            ("Managers who joined before April 2024 will be offered, during 2026, the coaching course that newer"
             " colleagues have found most useful.", "C004"),
            ("Occupational health advice by video might bring earlier help for stress, if the contract is varied when"
             " it comes up for renewal in July 2026.", "C007"),
        )),
    ),
    5: (
        ("Description", (
            ("Money, people, land and buildings are planned together and used where they do most good.", ""),
            ("Budgets are realistic and understood by those who must keep to them, and costs are not left to march"
             " ahead of income.", ""),
            ("Reserves are held for stated reasons, at a level that the Section 151 Officer can defend.", ""),
            ("Borrowing and investment follow a strategy whose risks Members have examined and the authority can"
             " afford.", ""),
            ("Contracts are let fairly, managed actively and brought to an end when they cease to give value.", ""),
            ("Timely accounts let the public judge how their money has been spent.", ""),
        )),
        ("Strengths", (
            ("A balanced budget for 2025/26 was set without drawing on general reserves, and the MTFS identifies nine"
             " tenths of the savings needed up to 2028/29.", "R001"),
            ("General reserves stood at £6,400,000 in March 2025, well above the minimum of £4,000,000 recommended by"
             " the Section 151 Officer.", "R002"),
            ("Budget holders receive forecasts on the fifth working day of each month; over the past three years,"
             " actual spending has stayed within 1.5 per cent of the budget.", "R003"),
            ("Treasury activity keeps to CIPFA’s code of practice. Debt is modest, and no loan has been taken out to"
             " earn a commercial return since 2018.", "R004"),
            ("Capital schemes pass through three gateways before money is committed. Phase II of the leisure centre,"
             " which had been expected in May 2024, opened a month early.", "R006"),
            ("Charges are compared with costs every autumn, and a counter-fraud partnership recovered £312,000 for"
             " local taxpayers in 2024/25.", "R008, R010"),
        )),
        ("Areas for improvement", (
            ("Fewer than one in three Council buildings had a recent condition survey in January 2025. Without surveys"
             " the cost of repairs cannot be forecast, which is why the rating remains the lowest on the scale.",
             "R009"),
            ("Vacancies in our own team and a backlog at the former auditor delayed the last three sets of accounts."
             " The accounts for 2024/25 will be published in November 2025.", "R005"),
            ("Arrears of council tax and sundry debts grew to £3,870,000 in March 2025, and older debts are pursued"
             " without a clear view of which can be collected.", "R012"),
            ("Contract management depends on the skill of individual officers: a register exists, but meetings with"
             " suppliers are recorded for barely half of the contracts above £50,000.", "R007"),
            ("Unit costs are known for waste, parking and leisure, whereas elsewhere the link between spending and"
             " results is asserted more often than shown.", "R011"),
        )),
        ("Opportunities", (
            ("Surveys of the remaining buildings, to be finished by the end of March 2026, will support a ten-year"
             " maintenance plan and decisions on sites that might be sold.", "R009"),
            ("Closing the ledger monthly instead of yearly would shorten the preparation of the next accounts by about"
             " three weeks.", "R005"),
            ("Analysis of debts by age and by ability to pay can direct effort to where it succeeds and steer"
             " households in hardship towards advice.", "R012"),
            ("The Procurement Act 2023, in force since February 2025, gives smaller local firms a better chance and"
             " will require us to publish more about how large contracts perform.", "R007"),
        )),
    ),
    6: (
        ("Description", (
            ("Services are designed around the people who use them, and those people can tell.", ""),
            ("Standards are published, met and, whenever they are missed, the reasons are explained.", ""),
            ("Performance is set beside that of the best among similar authorities, and cost is weighed with"
             " quality.", ""),
            ("Homes that the authority lets are safe, warm and well repaired.", ""),
            ("Nobody is shut out because of disability, language or lack of a computer.", ""),
        )),
        ("Strengths", (
            ("By March 2025 every service had a plan with measurable standards, a budget and the results of its latest"
             " customer survey.", "SD001"),
            ("Recycling reached 58 per cent in 2024/25, the best in the county, with fewer than 40 missed collections"
             " for each 100,000 made.", "SD002"),
            ("Major planning applications were decided in time in 94 per cent of cases during the two years to March"
             " 2025, and three in four residents who commented found the online register easy to search.", "SD003"),
            ("New claims for housing benefit are decided in 16 days on average, while changes of circumstances take"
             " four.", "SD006"),
            ("Food hygiene inspections, which had fallen behind after the pandemic, caught up in 2024: all premises in"
             " the highest risk bands were visited on time.", "SD007"),
            ("Leisure & Open Spaces won a fourth national award for its parks in July 2024 and takes action within ten"
             " days on most reports of damage.", "SD009"),
        )),
        ("Areas for improvement", (
            ("About one council home in nine failed the Decent Homes Standard when the stock was surveyed in January"
             " 2025, and electrical checks were out of date in 214. The rating has fallen, and the regulator has been"
             " told.", "SD008"),
            ("Families spend an average of 21 weeks in temporary accommodation. Help comes too late where a private"
             " landlord has already gone to court.", "SD004"),
            ("Several online forms cannot be completed with a screen reader, and callers with complex needs are"
             " sometimes passed between three teams.", "SD005"),
        )),
        ("Opportunities", (
            ("The investment of £11,500,000 from the HRA that was approved in February 2025 will bring every home up to"
             " standard by March 2028, if contractors can be secured.", "SD008"),
            ("Working with landlords before they serve notice, as in a project that halved evictions in the"
             " neighbouring borough, could spare 60 families a year the loss of their home.", "SD004"),
            ("Rebuilding the twelve busiest forms on the new platform (live since June 2025) offers a chance to test"
             " each with disabled residents before launch.", "SD005"),
        )),
    ),
    7: (
        ("Description", (
            ("Partners agree on a few shared aims, pool effort where it helps and hold each other to account.", ""),
            ("Residents are heard before decisions are made, and learn afterwards what difference they made.", ""),
            ("Particular care is taken to reach people whom meetings and surveys tend to miss.", ""),
            ("Local businesses, charities and parish councils are treated as equals with knowledge of their own.", ""),
        )),
        ("Strengths", (
            ("The Marlham Partnership brings together ten public bodies around one plan for the district, which was"
             " agreed in September 2023 and is reviewed in public every autumn.", "PCE001"),
            ("Support for the voluntary, community and social enterprise (VCSE) sector is settled in grants of three"
             " years, and VCSE representatives chair two of the partnership’s groups.", "PCE002"),
            ("With the county council and the NHS, the health and wellbeing alliance opened a joint advice centre at"
             " the former bank in Mill Street, MH4 7QD, in November 2024.", "PCE006"),
            ("A forum of 140 firms has met each quarter since its launch in October 2023. Its advice changed the rules"
             " for town centre grants from the UK Shared Prosperity Fund.", "PCE007"),
        )),
        ("Areas for improvement", (
            ("Young people, carers and those who speak little English seldom answer consultations, and we have few"
             " means of reaching them except through forms and meetings.", "PCE005"),
            ("Interpreters and easy-read papers are provided on request, but the offer was hardly advertised in"
             " 2024/25 and was taken up only nine times.", "PCE005"),
            ("Parish councils learn of some changes from the press; the charter that governs our dealings with them"
             " dates from 2014 and is little used.", "PCE004"),
        )),
        ("Opportunities", (
            ("Community researchers – residents trained and paid to interview their neighbours – have worked well on"
             " two estates and may be engaged across the district in 2026/27.", "PCE005"),
            ("Writing a charter jointly with the parishes might settle what each side can expect, i.e. how early news"
             " is shared and who replies.", "PCE004"),
            ("March 2026 brings the renewal of the VCSE grants, a good moment to build in measures of what they"
             " achieve.", "PCE002"),
            ("The findings of the joint health survey that closed in June 2025 will be reported in December 2025 and"
             " will set the alliance’s next priorities.", "PCE006"),
        )),
    ),
}  # fmt: skip
