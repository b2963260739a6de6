"""Harrowgate Instruments plc acquires Lindqvist Sensorik AB (both invented)."""

TERM_SHEET = """
# Term Sheet: Acquisition of Lindqvist Sensorik AB
Dated 4 March 2026
This term sheet summarises the principal terms on which Harrowgate Instruments plc (the "Buyer") proposes to acquire the whole of the issued share capital of Lindqvist Sensorik AB (the "Company") from Lindqvist Holding AB and the minority shareholders (together the "Sellers"). Except for the sections headed Exclusivity, Confidentiality and Governing Law, this term sheet is not legally binding.
## 1. Parties
The Buyer is Harrowgate Instruments plc, a company listed in London with its registered office in Leeds. The Company is a maker of industrial pressure and flow sensors based in Västerås, Sweden, with 640 employees and plants in Västerås and Tallinn.
Lindqvist Holding AB holds 82 per cent of the shares of the Company. The remaining 18 per cent are held by eleven members of the management.
## 2. Purchase price
The enterprise value is EUR 385 million on a cash-free and debt-free basis. It corresponds to 9.6 times the Company's adjusted EBITDA of EUR 40.1 million for the financial year 2025.
The purchase price is payable in cash at completion, subject to a customary adjustment for net debt and working capital. An amount of EUR 19 million will be held in escrow for eighteen months to secure warranty claims.
In addition, the Sellers may receive an earn-out of up to EUR 30 million if the adjusted EBITDA of the Company exceeds EUR 46 million in the financial year 2027.
TABLE: Sources and uses of funds | Amount in EUR million
Term loan from Nordhaven Bank | 240
Revolving credit facility drawn | 45
Cash on hand of the Buyer | 112
Total sources | 397
Purchase of shares | 385
Transaction costs | 12
Total uses | 397
END
## 3. Financing
Nordhaven Bank has provided a commitment letter for a five-year term loan of EUR 240 million and a revolving credit facility of EUR 90 million. The margin on the term loan is 275 basis points over EURIBOR, falling to 225 basis points once net leverage is below 2.0 times EBITDA.
The facilities contain a leverage covenant of 3.5 times EBITDA, tested every six months.
## 4. Conditions
Completion is conditional on clearance by the competition authorities of Germany and Sweden, on approval under the Swedish screening act for foreign direct investment, and on the absence of a material adverse change. The approval of the Buyer's shareholders is not required.
The parties aim to sign the share purchase agreement by 30 April 2026 and to complete by 31 July 2026. The long-stop date is 31 December 2026.
## 5. Management
Karin Lindqvist, chief executive of the Company, will remain in office for at least three years after completion and will report to Oliver Thackray, chief executive of the Buyer. The eleven managers agree not to compete with the Company for twenty-four months.
## 6. Exclusivity
The Sellers shall not solicit or negotiate any competing offer until 15 May 2026. If they breach this undertaking they shall reimburse the Buyer's documented costs up to EUR 2.5 million.
## 7. Confidentiality
The existence and the contents of this term sheet are confidential. The confidentiality agreement of 12 January 2026 between the parties continues to apply.
## 8. Governing Law
This term sheet is governed by the laws of Sweden. Disputes are settled by arbitration in Stockholm.
"""

CONTRACT = """
# Share Purchase Agreement (extract)
Between Lindqvist Holding AB and others as Sellers and Harrowgate Instruments plc as Buyer, dated 28 April 2026
## 1. Definitions
1.1 "Completion" means the completion of the sale and purchase of the Shares in accordance with clause 5.
1.2 "Disclosed Information" means the contents of the electronic data room as of 24 April 2026.
1.3 "Material Adverse Change" means any event that reduces, or is reasonably likely to reduce, the consolidated EBITDA of the Company by more than 15 per cent over a period of twelve months, other than changes in general economic conditions.
## 2. Sale and purchase
2.1 The Sellers sell and the Buyer purchases the Shares, free from all encumbrances, with effect from Completion.
2.2 Title to the Shares passes to the Buyer upon payment of the Purchase Price.
## 3. Purchase price
3.1 The Purchase Price is EUR 385,000,000, adjusted in accordance with Schedule 2.
3.2 At Completion the Buyer shall pay EUR 19,000,000 of the Purchase Price to the Escrow Agent. The Escrow Agent shall release the balance to the Sellers eighteen months after Completion.
3.3 The earn-out, if any, is payable within thirty days of the approval of the accounts for the financial year 2027 and shall in no event exceed EUR 30,000,000.
## 4. Conditions to Completion
4.1 Completion is subject to clearance by the German and Swedish competition authorities and to approval under the Swedish foreign direct investment act.
4.2 Either party may terminate this Agreement by written notice if the conditions are not satisfied by 31 December 2026.
4.3 If clearance is refused because the Buyer fails to offer remedies which a reasonable buyer would offer, the Buyer shall pay the Sellers a termination fee of EUR 11.5 million.
## 5. Completion
5.1 Completion takes place in Stockholm on the fifth business day after the last condition has been satisfied.
5.2 At Completion the directors appointed by Lindqvist Holding AB shall resign without compensation.
## 6. Warranties and liability
6.1 The Sellers give the warranties set out in Schedule 4. No warranty is given as to any forecast or budget.
6.2 The liability of the Sellers for breach of warranty is limited to 20 per cent of the Purchase Price. Claims below EUR 150,000 are disregarded, and claims are payable only once they exceed EUR 1.9 million in total.
6.3 Warranty claims must be notified within eighteen months of Completion. Tax claims may be notified within seven years.
6.4 The Buyer has taken out warranty and indemnity insurance with a limit of EUR 60 million.
## 7. Restrictive covenants
7.1 For twenty-four months after Completion the Sellers shall not carry on a business that competes with the Company in the European Union, Norway, Switzerland or the United Kingdom.
7.2 The Sellers shall not solicit the Company's employees during the same period.
## 8. General
8.1 No party may assign its rights without the consent of the others, save that the Buyer may assign them to the lenders as security.
8.2 This Agreement is governed by Swedish law. Disputes shall be finally settled by arbitration under the rules of the Stockholm Chamber of Commerce.
"""

BOARD_MEMO = """
# Board memo: Project Fjord
Author: Meera Anand, Chief Financial Officer, Harrowgate Instruments plc
Date: 20 February 2026
## Purpose
The board is asked to approve a non-binding offer for Lindqvist Sensorik AB, code-named Project Fjord, and to mandate the executive committee to negotiate.
## Why this company
Lindqvist is the third-largest maker of industrial pressure sensors in northern Europe, with revenue of EUR 212 million in 2025, up 7 per cent on the year before. Two thirds of its customers are new to Harrowgate.
The combined group would have revenue of about EUR 690 million and would for the first time manufacture inside the European Union.
## Synergies
Management expects annual cost synergies of EUR 14 million from the third year onwards. Half of them come from joint purchasing of semiconductors, the rest from merging sales offices and from closing the duplicate calibration laboratory in Gothenburg. Achieving them will cost a one-off EUR 18 million.
TABLE: Cost synergies | 2026 | 2027 | 2028
Purchasing | 1 | 4 | 7
Sales offices | 0 | 3 | 4
Calibration laboratory | 0 | 2 | 3
Total, EUR million | 1 | 9 | 14
END
## Risks
- Two automotive customers account for 31 per cent of Lindqvist's revenue, and one contract expires in December 2027.
- A tax audit of the Estonian subsidiary for 2022 and 2023 is pending; the exposure is estimated at EUR 3.2 million.
- Integration of the order systems will take about fourteen months.
## Recommendation
The executive committee recommends an offer at an enterprise value of between EUR 370 million and EUR 390 million. It recommends against an offer above EUR 395 million, since the return would then fall below the cost of capital of 8.5 per cent.
"""
