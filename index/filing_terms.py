"""What analysts ask for, and the lines and statements in which filings state it.

An analyst asks for "capex" or the "quick ratio"; the filing prints "purchases of property, plant
and equipment", or only the lines that the ratio is made of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.statements import asked_statements

INCOME, BALANCE, FLOWS = "income statement", "balance sheet", "cash flow statement"


@dataclass(frozen=True, slots=True)
class FilingTerm:
    """A measure: how it is asked for, the lines that state it, the statements these are in."""

    asked: re.Pattern[str]
    lines: tuple[str, ...]
    statements: tuple[str, ...]


def _term(asked: str, lines: str, *statements: str) -> FilingTerm:
    named = tuple(line.strip() for line in lines.split(";"))
    return FilingTerm(re.compile(rf"\b(?:{asked})", re.I), named, statements)


_REVENUE = "net sales; net revenue; total revenues"
_COST = "cost of sales; cost of goods sold; cost of revenue; cost of products sold"
_PPE = "property, plant and equipment, net; property and equipment, net"
_CAPEX = "purchases of property, plant and equipment; capital expenditures; additions to property"
_CURRENT = "total current assets; total current liabilities"
_NET = "net income; net earnings; net income attributable"
_DEPRECIATION = "depreciation and amortization"
_OPERATING = "operating income; income from operations; operating profit"

TERMS = (
    _term(r"capex\b|capital expenditures?|capital spending|invest\w* in (?:plant|prop|equip)",
          _CAPEX, FLOWS),
    _term(r"capital[- ]intensi", f"{_CAPEX}; {_PPE}; total assets", FLOWS, BALANCE),
    _term(r"PP&E|PPN?E\b|property,? plant|fixed assets?", _PPE, BALANCE),
    _term(r"COGS\b|cost of (?:goods|sales|revenue)", _COST, INCOME),
    _term(r"gross (?:profit|margin)", f"gross profit; gross margin; {_COST}; {_REVENUE}", INCOME),
    _term(r"revenues?\b|net sales|turnover\b|top[- ]line|sales growth", _REVENUE, INCOME),
    _term(r"operating (?:income|profit|margin)|EBIT\b", f"{_OPERATING}; {_REVENUE}", INCOME),
    _term(r"EBITDA", f"{_OPERATING}; {_DEPRECIATION}", INCOME, FLOWS),
    _term(r"D&A\b|depreciation (?:and|&) amorti", _DEPRECIATION, FLOWS),
    _term(r"net (?:income|earnings|profit)|bottom[- ]line", _NET, INCOME),
    _term(r"EPS\b|earnings per share", "earnings per share; diluted; basic", INCOME),
    _term(r"SG&A\b|selling, general", "selling, general and administrative expenses", INCOME),
    _term(r"R&D\b", "research and development; research, development", INCOME),
    _term(r"(?:effective )?tax rate", "provision for income taxes; income before taxes", INCOME),
    _term(r"interest coverage", f"interest expense; {_OPERATING}", INCOME),
    _term(r"interest expense", "interest expense", INCOME),
    _term(r"(?:quick|current|acid[- ]test) ratio|liquidity profile", _CURRENT, BALANCE),
    _term(r"(?:net )?working capital", _CURRENT, BALANCE),
    _term(r"operating cash flow ratio", f"{_CURRENT}; net cash provided by operating activities",
          FLOWS, BALANCE),
    _term(r"total current (?:assets|liabilities)", _CURRENT, BALANCE),
    _term(r"total (?:assets|liabilities|equity)", "total assets; total liabilities", BALANCE),
    _term(r"return on assets|ROA\b", f"{_NET}; total assets", INCOME, BALANCE),
    _term(r"return on equity|ROE\b", f"{_NET}; total equity", INCOME, BALANCE),
    _term(r"inventory turnover|DIO\b|days inventory", f"inventories; {_COST}", BALANCE, INCOME),
    _term(r"inventor(?:y|ies)\b", "inventories; merchandise inventories", BALANCE),
    _term(r"DPO\b|days payable", f"accounts payable; inventories; {_COST}", BALANCE, INCOME),
    _term(r"DSO\b|days sales", f"accounts receivable; {_REVENUE}", BALANCE, INCOME),
    _term(r"(?:accounts|trade) (?:payable|receivable)s?|receivables|payables",
          "accounts payable; accounts receivable", BALANCE),
    _term(r"cash conversion cycle", f"inventories; accounts receivable; accounts payable; {_COST}",
          BALANCE, INCOME),
    _term(r"asset turnover", f"{_REVENUE}; total assets", INCOME, BALANCE),
    _term(r"free cash flow|FCF\b", f"net cash provided by operating activities; {_CAPEX}", FLOWS),
    _term(r"cash (?:flow )?(?:provided|generated|used|from|flow) (?:by|from|in|for)? ?"
          r"(?:operat|invest|financ)|operating cash flow|cash from operations|CFO\b",
          "net cash provided by operating activities", FLOWS),
    _term(r"operations?, investing,? and financing|(?:operating|investing|financing) activities",
          "net cash used in investing activities; net cash used in financing activities; "
          "net cash provided by operating activities", FLOWS),
    _term(r"(?:cash )?dividends?\b", "dividends paid; cash dividends", FLOWS),
    _term(r"(?:dividend )?payout ratio|retention ratio", f"dividends paid; {_NET}", FLOWS, INCOME),
    _term(r"(?:share|stock) (?:re)?(?:purchase|buyback)s?|buybacks?",
          "repurchases of common stock; purchases of treasury stock", FLOWS),
    _term(r"debt[- ]to[- ]equity|leverage|total debt", "long-term debt; total equity", BALANCE),
    _term(r"cash and cash equivalents|cash position|cash balance", "cash and cash equivalents",
          BALANCE),
    _term(r"goodwill", "goodwill", BALANCE),
    _term(r"legal (?:battle|proceeding|matter|dispute)s?|lawsuits?|litigation",
          "legal proceedings; commitments and contingencies; litigation"),
    _term(r"geograph", "geographic areas; net sales by geography; United States; Europe"),
    _term(r"(?:reporting |business |operating )?segments?\b", "reportable segments; segment"),
    _term(r"restructuring", "restructuring charges; restructuring costs; severance"),
    _term(r"(?:acquisitions?|acquired|takeovers?)\b", "acquisitions; purchase price; acquired"),
    _term(r"guidance|outlook|forecast", "outlook; guidance; expects"),
    _term(r"debt securities|registered (?:to trade|securities)|national securities exchange",
          "securities registered pursuant to Section 12(b); notes due; name of each exchange"),
    _term(r"customers?\b.*concentrat|concentrat\w*.*customers?|largest customers?",
          "customer concentration; accounted for more than 10% of net revenue"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AskedTerms:
    """What a question asks a filing for: line items, and the statements that hold them.

    ``named`` says that the question names the statement itself; ``measures`` holds the words
    of the question for each measure, with the lines that state it.
    """

    lines: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    named: bool = False
    measures: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def said_by(self, text: str) -> str:
        """The words of the question for the measures that ``text`` states by a line of theirs."""
        plain = text.casefold()
        said = [
            asked for asked, lines in self.measures if any(x.casefold() in plain for x in lines)
        ]
        return " ".join(said)


def asked_terms(question: str) -> AskedTerms:
    """The lines and statements that ``question`` is about; named statements before others."""
    matches = [(term, match) for term in TERMS if (match := term.asked.search(question))]
    found = [term for term, _ in matches]
    lines = dict.fromkeys(line for term in found for line in term.lines)
    measures = tuple((match.group(), term.lines) for term, match in matches)
    named = asked_statements(question)
    implied = dict.fromkeys(s for term in found for s in term.statements)
    return AskedTerms(tuple(lines), named or tuple(implied), bool(named), measures)
