"""Corvane Data Centres buys wind power from Tarnbeck Renewables (both invented)."""

TERM_SHEET = """
# Term Sheet: Long-term Power Purchase Agreement
Dated 17 November 2025
This term sheet sets out the indicative terms of a power purchase agreement between Tarnbeck Renewables Ltd (the "Seller") and Corvane Data Centres B.V. (the "Buyer"). It is non-binding, with the exception of the sections on confidentiality and costs.
## 1. The project
The Seller will build the onshore wind farm Kestrel Ridge in the county of Dunmore. It will have 24 turbines with a total capacity of 132 megawatts. The expected annual output is 410 gigawatt hours.
Construction is planned to start in March 2026. The target date for commercial operation is 1 October 2027, and the long-stop date is 30 June 2028.
## 2. Volume
The Buyer takes 70 per cent of the metered output. The remaining 30 per cent may be sold by the Seller on the market.
## 3. Price
The contract price is EUR 58.40 per megawatt hour in the first contract year. From the second year it rises each 1 January by 60 per cent of the change of the consumer price index, and by no more than 2.0 per cent a year.
The Seller bears the balancing costs up to EUR 4.50 per megawatt hour; any excess is shared equally.
TABLE: Contract price by contract year at the maximum indexation | EUR per megawatt hour
Year 1 | 58.40
Year 2 | 59.57
Year 3 | 60.76
Year 4 | 61.97
Year 5 | 63.21
END
## 4. Term
The term is fifteen years from commercial operation. The Buyer may extend it once by five years at a price to be agreed.
## 5. Availability and damages
The Seller guarantees a technical availability of 95 per cent. For each percentage point below it the Seller pays EUR 180,000 a year, up to EUR 1.8 million a year.
If commercial operation is delayed beyond the target date, the Seller pays delay damages of EUR 9,000 a day, limited to EUR 1.62 million in total.
## 6. Security
The Buyer provides a parent company guarantee of EUR 22 million issued by Corvane Holding N.V. The Seller provides a performance bond of EUR 8 million until commercial operation.
## 7. Conditions
The agreement is conditional on the Seller obtaining debt financing of at least EUR 118 million by 31 March 2026, on the grid connection agreement with the operator Dunmore Grid, and on the approval of the supervisory board of the Buyer.
## 8. Change of control
Either party may terminate the agreement if control of the other passes to a competitor or to a person under sanctions.
## 9. Costs and confidentiality
Each party bears its own costs. The contents of this term sheet are confidential for two years.
"""

CONTRACT = """
# Power Purchase Agreement (extract)
Between Tarnbeck Renewables Ltd as Seller and Corvane Data Centres B.V. as Buyer, dated 9 February 2026
## 1. Interpretation
1.1 "Commercial Operation" means that at least 22 turbines have passed the reliability run of 240 hours.
1.2 "Force Majeure" means an event beyond the reasonable control of a party, including extreme weather and acts of authorities, but not a lack of funds or a strike limited to that party's own staff.
## 2. Sale and delivery
2.1 The Seller shall sell and the Buyer shall take and pay for 70 per cent of the metered output of Kestrel Ridge.
2.2 The guarantees of origin for the volumes sold pass to the Buyer without additional charge.
2.3 The Seller is not obliged to deliver from sources other than Kestrel Ridge.
## 3. Price and payment
3.1 The price is EUR 58.40 per megawatt hour in the first contract year and is indexed in accordance with Annex 2.
3.2 When the day-ahead price is negative for six hours or more, the Seller may curtail output and the Buyer pays nothing for the curtailed volume.
3.3 Invoices are issued monthly and are payable within twenty days. Late payments bear interest at 5 percentage points above the base rate.
## 4. Delay
4.1 If Commercial Operation is not achieved by 1 October 2027, the Seller shall pay EUR 9,000 for each day of delay, up to EUR 1,620,000.
4.2 If Commercial Operation is not achieved by 30 June 2028, the Buyer may terminate this Agreement without liability.
## 5. Availability
5.1 The guaranteed technical availability is 95 per cent in each contract year, planned maintenance of up to 120 hours excepted.
5.2 Damages for low availability are the sole remedy of the Buyer for low output.
## 6. Security
6.1 The Buyer shall deliver the parent company guarantee of EUR 22,000,000 within ten business days of signing.
6.2 If the credit rating of Corvane Holding N.V. falls below investment grade, the Buyer shall provide cash security for three months of expected payments.
## 7. Termination
7.1 A party may terminate this Agreement if the other fails to pay an undisputed amount within thirty days of a reminder.
7.2 Force Majeure that lasts longer than twelve months entitles either party to terminate.
## 8. Liability and law
8.1 The total liability of either party is limited to EUR 15 million, except in the case of wilful misconduct.
8.2 This Agreement is governed by the laws of the Netherlands. The courts of Amsterdam have jurisdiction.
"""

BOARD_MEMO = """
# Board memo: Power supply for the Veldhaven campus
Author: Pieter Okafor, Head of Energy, Corvane Data Centres B.V.
Date: 3 December 2025
## Decision requested
The supervisory board is asked to approve a fifteen-year power purchase agreement with Tarnbeck Renewables for the output of the wind farm Kestrel Ridge.
## Need
The campus at Veldhaven will need 96 megawatts of firm power once its third hall opens in 2028. Last year it consumed 355 gigawatt hours at an average price of EUR 71.20 per megawatt hour.
The agreement covers roughly three quarters of that demand. The rest is still to be bought on the market.
## Alternatives considered
- A solar agreement in Castellmar at EUR 47 per megawatt hour was rejected, because its output falls when demand is highest.
- Buying on the spot market alone was rejected, because the budget cannot bear the price risk.
- A share in the wind farm itself would have cost EUR 35 million and was not pursued.
## Financial effect
At the contract price the campus would save EUR 3.7 million in the first full year compared with last year's average price.
TABLE: Expected cost of power, Veldhaven campus | 2028 | 2029 | 2030
Contract volume, gigawatt hours | 287 | 287 | 287
Contract cost, EUR million | 16.8 | 17.1 | 17.4
Market purchases, EUR million | 6.9 | 7.3 | 7.8
END
## Risks
- Tarnbeck has never built a wind farm of more than 60 megawatts.
- The grid connection depends on a new substation that Dunmore Grid promises for May 2027.
- Wind output is uncertain; in one year out of ten it is expected to be 12 per cent below the average.
## Recommendation
The management board recommends approval. Helena Marsh, chief financial officer, abstained because she holds shares in Tarnbeck's parent company.
"""
