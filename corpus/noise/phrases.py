"""The wordings by which web pages give their furniture away, each with the reason it names.

A pattern is matched against a whole block (``fullmatch``) or its beginning (``match``), so that
an article *about* cookies or newsletters is not mistaken for the notice itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Phrase:
    """``reason`` holds for a block of at most ``longest`` characters that ``pattern`` begins.

    ``whole`` asks that the pattern covers the block but for punctuation. ``opens_tail`` marks
    headings under which only teasers follow.
    """

    reason: str
    pattern: re.Pattern[str]
    longest: int = 400
    whole: bool = False
    opens_tail: bool = False


def _phrase(
    reason: str, pattern: str, longest: int = 400, *, whole: bool = False, opens_tail: bool = False
) -> Phrase:
    return Phrase(reason, re.compile(pattern, re.IGNORECASE), longest, whole, opens_tail)


NETWORKS = (
    r"facebook|twitter|x|whats ?app|linked ?in|pinterest|reddit|tumblr|telegram|instagram|"
    r"youtube|messenger|flipboard|e-?mail|print|sms|copy(?: link| url)?|link copied!?|pocket|"
    r"google\+?|snapchat|tiktok|threads|mastodon|bluesky|rss|skype|line|digg|stumble ?upon"
)
MORE = r"(?:stories|news|articles|posts|coverage|reading|content|videos?|topics|reports?|links?)"

PHRASES: tuple[Phrase, ...] = (
    _phrase(
        "teaser list",
        rf"(?:you (?:may|might|'ll|will)(?: also)? (?:like|enjoy|love|be interested in|have missed)"
        rf"|(?:related|recommended|similar|trending|popular|latest|top|more|other|recent|featured|"
        rf"most (?:read|popular|viewed|shared|recent)|further|suggested|editors?'?s? (?:picks?|"
        rf"choice))"
        rf"(?: \w+)? ?{MORE}|most (?:read|popular|viewed|commented|shared|recent)"
        rf"|(?:related|recommended|trending(?: now)?|more like this|read (?:next|also|more)|"
        rf"up next|what to read next|don'?t miss|see also|also (?:read|on|in)|keep reading|next up|"
        rf"from (?:around|across) the web|around the web|sponsored (?:content|stories|links)|"
        rf"promoted (?:content|stories|links)|paid content|recommended for you|more for you|"
        rf"more from (?:the )?[\w' .&]{{2,40}}|more (?:on|in|about) [\w' ,&]{{2,40}}|"
        rf"editors?'?s? picks?|in case you missed it|you may have missed|best of [\w' ]{{2,30}}))"
        rf"[ .:…!>»→]*",
        90,
        whole=True,
        opens_tail=True,
    ),
    _phrase(
        "read-more line",
        r"(?:read(?: the)? (?:more|full|next|also|on|entire)|continue reading|keep reading|"
        r"(?:click|tap) (?:here|to)|see (?:more|all|also)|view (?:all|more|comments|the discussion|"
        r"gallery|full)|show (?:more|less|all|comments)|load more|learn more|find out more|"
        r"watch(?: now| more|:| the video)|listen(?: now|:| to this)|see also:|also read:?|"
        r"also see:?|don'?t miss:|(?:more|related|recommended):\s*(?:(?-i:[^a-z\s]).*)?(?<!\.)$)",
        160,
    ),
    _phrase(
        "share bar",
        r"(?:follow|like|find|join) (?:us|me|[\w' ]{2,40}) on (?:our )?(?:facebook|twitter|"
        r"instagram|"
        r"linked ?in|you ?tube|tik ?tok|telegram|whats ?app|social)",
        320,
    ),
    _phrase(
        "newsletter form",
        r"for (?:the |all (?:the |your )?)?(?:latest|more|breaking)[^.]{0,80}\b(?:follow|download|"
        r"subscribe|sign up|visit|join|check out)\b|do you want to (?:be|stay) informed|"
        r"(?:send|give) us (?:a message|feedback|your)",
        320,
    ),
    _phrase(
        "disclosure notice",
        r"(?:(?:affiliate |advertis\w+ )?(?:disclosure|disclaimer)s?\b(?::|$)|the advertising "
        r"(?:disclosure|disclaimer)|[\w' ]{2,40} (?:is|"
        r"are) not responsible for (?:the )?(?:opinions|"
        r"content|statements|external)|the (?:views|opinions) expressed (?:in this|here|are those)|"
        r"we (?:independently|only recommend)[^.]{0,120}(?:products|links|review)|"
        r"we recommend (?:only |the best )?(?:products|links)\b|"
        r"(?:this (?:post|page|article|site)) may (?:receive|earn|"
        r"contain|get|include)[^.]{0,40}(?:commission|compensation|affiliate)|"
        r"[\w' ]{2,30} may (?:receive|earn|get|contain|include) (?:an? )?(?:small )?affiliate|"
        r"we may (?:receive|earn|get) (?:an? )?(?:small )?commission|[\w' ]{2,30} may (?:receive|"
        r"earn|get)[^.]{0,40}(?:commission|compensation)[^.]{0,80}\b(?:links?|affiliates?|"
        r"you (?:click|buy|purchase|make)|this (?:site|page|article))\b|as an amazon associate|"
        r"this (?:article|story|post|piece) (?:was |has been )?(?:first |originally )?(?:appeared|"
        r"published|posted|republished|reposted) (?:on|in|at|by))",
        420,
    ),
    _phrase(
        "share bar",
        rf"(?:(?:share|tweet|pin|post|send|save|print|email|follow|like)(?: this| it| us| me| on| "
        rf"to| via| by| with| the| page| article| story| post| now| a friend| in| friends)*"
        rf"(?: (?:{NETWORKS}))*|(?:{NETWORKS})(?:[\s,|/·•]+(?:{NETWORKS}))*|\d+ ?shares?|shares?|"
        rf"share (?:this|on|via|with).*|click to (?:share|email|print|tweet).*|"
        rf"\(?opens in (?:a )?new (?:window|tab)\)?)[\s:!.|]*",
        90,
        whole=True,
    ),
    _phrase(
        "cookie notice",
        r"(?:(?:we|this (?:web ?)?site|our (?:web ?)?site|[\w. ]{2,40}) (?:and our partners )?"
        r"(?:use|uses|store|stores) (?:\w+ ){0,4}cookies|by (?:continuing|using|clicking|browsing|"
        r"visiting)[^.]{0,80}(?:cookies|privacy policy|terms of (?:use|service))|(?:accept|"
        r"reject|manage|allow|decline)(?: all)?"
        r"(?: \w+)? ?cookies|cookie (?:policy|settings|preferences|notice|consent)|"
        r"manage (?:your )?(?:privacy|consent)|your privacy (?:choices|matters|is important|"
        r"settings)|we value your privacy)",
        900,
    ),
    _phrase(
        "newsletter form",
        r"(?:sign[- ]?up|subscribe|join|get)(?: \w+'?\w*){0,6} (?:newsletters?|mailing list|inbox|"
        r"updates|alerts|e-?mails?|daily|weekly)\b|(?:subscribe|sign[- ]?up)(?: (?:now|today|here|"
        r"free|for free|to (?:our|the|read)))*[ .!:]*$|(?:enter|type) your e-?mail|your e-?mail "
        r"address|e-?mail address(?: \(?(?:required|optional|submit|subscribe)\)?)?[ *:]*$|"
        r"stay (?:up to date|informed|in the loop|connected|tuned)|"
        r"get (?:the )?(?:latest|our|more|breaking|top)[^.!?]{0,80}\b(?:news\w*|stories|headlines|"
        r"updates?|inbox|e-?mails?|delivered|alerts?|app|offers?|deals|free)\b|"
        r"thank you for (?:subscribing|signing)|a password will be e-?mailed|"
        r"no spam|unsubscribe|(?:sign|log)[- ]?(?:in|up|out)(?: (?:or|to|with|for|/) .*)?$|"
        r"register(?: (?:(?:or|with|/) .*|(?:here|now)|for (?:free|an? account|(?:our|updates|"
        r"alerts)\b.*)|to (?:comment|continue|read|receive|save)\b.*))?$|"
        r"already (?:an? (?:member|subscriber)|have an account|subscribed|registered)|never miss|"
        r"want (?:more|to (?:read|get))|this site is protected by "
        r"recaptcha|receive (?:our|the) (?:\w+ )?newsletter|subscribe (?:now|today) to|"
        r"download (?:our|the) app|get (?:our|the) (?:free )?app",
        320,
    ),
    _phrase(
        "paywall notice",
        r"(?:(?:please )?(?:subscribe|register|sign in|log in|become a (?:member|"
        r"subscriber))\b[^.]{0,60}"
        r"(?:to (?:continue|keep|read|view|access|unlock|see)|for (?:full|unlimited))|"
        r"(?:to (?:continue|keep) reading|to (?:view|read|access) the (?:full|rest)|"
        r"this (?:article|"
        r"content|story) is (?:only |reserved |available |for )[^.]{0,40}(?:subscribers|members)|"
        r"you(?:'ve| have) (?:reached|read|used)[^.]{0,60}(?:articles?|limit)|subscribers? only|"
        r"(?:unlock|get) (?:unlimited|full) access|(?:instant|immediate|unlimited) "
        r"(?:online |digital )?access to\b[^.]{0,80}(?:\b(?:articles?|stor(?:y|ies)|content|"
        r"news\w*|journalism|issues|(?:web ?)?sites?|apps?|archives?|editions?|reporting|"
        r"coverage)\b|\.com\b)|"
        r"(?:if you(?:'re| are) )?(?:already a|"
        r"an? existing) "
        r"subscriber|first-time subscribers|if you(?:'re| are) seeing this message))",
        400,
    ),
    _phrase(
        "comment thread",
        r"(?:\d+ (?:comments?|repl(?:y|ies)|responses?)(?:\b[^.!?]{0,60}$|"
        r"(?: (?:on|to))? [“\"]|[. ]*(?:leave|add)\b)|comments?(?: ?\(?\d+\)?)?[ :.!|]*$|"
        r"comment(?:s|ing|ary)?(?:[^.,:!?\d]{0,34}$|\s*\*| on (?:post|this)\b)|"
        r"comments? (?:moderation is|powered by)|"
        r"leave a (?:comment|"
        r"reply)|post a comment|add (?:a |your )comment|join the (?:conversation|discussion)|"
        r"(?:view|show|hide|read) (?:all )?(?:the )?comments|comments? (?:are )?(?:closed|off)|"
        r"be the first to comment|reply ?(?:to this|to|flag|delete)*[ :.]*$|"
        r"report (?:comment|abuse)|"
        r"log ?in to (?:comment|"
        r"reply)|your e-?mail address will not be published|required fields are marked|"
        r"save my name|notify me of|you must be logged in|what do you think\?|view the discussion|"
        r"we (?:welcome|encourage|moderate|reserve the right)[^.]{0,40}comments?\b|"
        r"(?:please )?(?:note|understand) that comments|some comments may be|we ask that comments|"
        r"(?:this discussion|comments)[^.]{0,30}(?:moderated|closed)|powered by disqus)",
        260,
    ),
    _phrase(
        "site footer",
        r"(?:(?:©|\(c\)|copyright)\s?(?:©\s?)?(?:\d{4}|by)|all rights reserved|privacy (?:policy|"
        r"notice|statement)|terms of (?:use|service)|contact us|about us|advertis(?:e|ing) (?:with|"
        r"on)"
        r"|site ?map|powered by(?! an? | the )[\w.! ]{0,40}$|"
        r"do not sell|accessibility(?: \w+)?$|careers$|"
        r"help(?: cent(?:er|re))?$|faqs?$|corrections(?: policy)?$|back to top|"
        r"scroll to top|proudly powered|rss(?: feed)?$|"
        r"your ad ?choices|"
        r"this (?:material|content) may not be (?:published|reproduced)|follow us|find us on|"
        r"if you (?:see|spot|find) (?:an )?error|send (?:us )?(?:a )?(?:tip|feedback|correction)|"
        r"designed by|theme(?: by|:)|designed & )",
        320,
    ),
    _phrase(
        "navigation",
        r"(?:skip (?:to|main|navigation)|(?:main |toggle |open |close |site )?(?:menu|navigation|"
        r"search|nav)\b[ a-z]{0,20}$|home$|search(?: for)?[:.…]*$|close$|open$|next(?: (?:post|"
        r"article|"
        r"story|page|»|›))?[ :»›>]*$|(?:previous|prev)(?: (?:post|article|story|page))?[ :«‹<]*$|"
        r"you are here|breadcrumb|jump to|advanced search|subscribe$|shop$|store$|login$|"
        r"register$|my account|cart\b[ ()\d]*$|sign in$|today'?s paper|e-?paper|newsletters?$|"
        r"podcasts?$|"
        r"videos?$|photos?$|weather$|sports?$|politics$|opinion$|entertainment$|lifestyle$|"
        r"business$|technology$|tech$|health$|world$|travel$|obituaries$|classifieds$|jobs$|"
        r"in this article[: ]*$|←|→|(?!«[^»]*»)[«»])",
        70,
    ),
    _phrase(
        "advertisement",
        r"(?:advertis(?:e)?ments?|ads?|sponsored(?: by [^.,]*)?|promoted|story continues below.*|"
        r"article continues (?:below|after).*|continue reading below|scroll (?:down )?to continue|"
        r"- ?advertisement ?-|advertisement - scroll.*|story continues|advertising|ad feedback|"
        r"loading\.*|paid (?:post|content))[\s.:-]*",
        90,
        whole=True,
    ),
    _phrase(
        "photo credit",
        r"(?:(?:photo(?:graph)?|image|picture|video|illustration|screengrab|screenshot|courtesy)s?"
        r"(?: (?:credit|by|source|courtesy|via|from|of|supplied))*\s?(?:[:©|]|/ ?(?-i:[A-Z]))|"
        r"(?:credit|source|file)s?(?: (?:by|courtesy|via|from|photo))*\s?[:/©|]\s*"
        r"(?:(?-i:[^\sa-z\d])[^\d!?]{0,100})?$|"
        r"(?:photo|image|picture|illustration|video) (?:by|courtesy|credit|via|from)\b|©\s?[A-Z]|"
        r"\(?(?:photo|image|ap photo|reuters|getty|afp)\b[^.]{0,60}\)?$|[^.]{0,100}(?:/|via )"
        r"(?:getty(?: images)?|ap|afp|reuters|shutterstock|istock|unsplash|alamy|epa)"
        r"(?:(?! (?:on|in|that|said|has|and)\b)[^.]){0,30}$|[^.!?]{0,160}\((?:(?:(?:far |top |"
        r"bottom )?(?:left|right|centre|center)|l-r|l to r|from left|file)\s?[),:;]|"
        r"(?:pictured|file (?:photo|picture|image))\b)[^.]{0,160}|"
        r"featured image)",
        320,
    ),
    _phrase("markup", r"<(?:iframe|img|script|embed|div|figure|blockquote|video)\b.*>", 2_000),
    _phrase(
        "photo credit",
        r"(?:media|image|photo|video) (?:caption|source)\b|(?:a )?file photo\b[^.]{0,80}\.?$|"
        r".{0,300}?[ .](?:photo|image|picture|illustration|photograph|credit)s?"
        r"(?: credit| courtesy)?(?: by)?\s?[:/]\s?[^.:!?\d]{2,60}$|"
        r".{0,300}\bphoto(?:graph)? by [^.:!?\d]{2,60}$|"
        r".{0,300}\([^()/]{2,30} [^()/]{1,30}/[^()/\d]{2,40}\)$",
        340,
    ),
    _phrase(
        "navigation",
        r"(?:previous|prev|next|older|newer) (?:articles\s*$|(?:article|posts?|stor(?:y|ies)|"
        r"entr(?:y|ies))(?:\b|(?-i:(?=[A-Z]))).*(?<!\.)$)",
        160,
    ),
    _phrase(
        "tag list",
        r"(?:tags|tagged(?:$|:| with| in| under)|filed to)(?!\w)[^.!?]{0,120}$",
        130,
    ),
    _phrase(
        "correction form",
        r"(?:report an?|correct an?|spotted an?) (?:correction|error|typo|mistake)|"
        r"(?:have|got) a (?:news )?(?:tip|story)\b[^.?!]{0,30}\?|our standards: the",
        200,
    ),
    _phrase(
        "browser notice",
        r"please enable javascript|javascript is (?:disabled|required)|your browser (?:does not "
        r"support|is (?:out of date|outdated|not supported))|(?:notice: )?you(?:'re| are) using an "
        r"(?:old|outdated)|this video (?:can|could) ?not be played|if you(?:'re| are) (?:on|using) "
        r"[^.,]{2,40} app\b",
        300,
    ),
    _phrase(
        "appeal to readers",
        r"thanks for reading|support (?:our|independent|quality|local) journalism|"
        r"become a (?:supporter|patron)|since you(?:'re| are) here|enter your (?:name|e-?mail)|"
        r"please check your (?:e-?mail|inbox)|thank you for registering|donate (?:now|today)|"
        r"subscribe for [^.]{1,20}$|create an? (?:free )?account|forgot(?:ten)?(?: your)? password|"
        r"remember me$|manage (?:your )?subscriptions?$",
        320,
    ),
    _phrase(
        "page control",
        r"listen to (?:this )?(?:article|story)|(?:save|bookmark|gift)(?: this)?"
        r"(?: article| story)?|(?:text|font) size|resize text|reprints?|"
        r"request (?:a )?reprints?(?: permission)?|"
        r"reuse (?:this )?content|(?:purchase )?licens\w+ rights|(?:en|click to en)large(?: this)?"
        r"(?: image)?|(?:toggle|hide|show) caption|"
        r"(?:image|slide|photo|picture)? ?\d+ ?(?:of|/) ?\d+|"
        r"play video|pause|(?:un)?mute|full ?screen|(?:current time|duration) ?\d+:\d\d|"
        r"\d+:\d\d ?/ ?\d+:\d\d|share options|view photos|go to homepage|change edition|sort by|"
        r"most liked|start the conversation|report this comment|\d+ likes?|view author archive|"
        r"get author rss feed|(?:digital|e-?) ?edition|connect with us|"
        r"(?:enable|allow) notifications|breaking news alerts?|from our partners|"
        r"(?:promoted )?by taboola|ad ?choices",
        60,
        whole=True,
    ),
    _phrase(
        "author box",
        r"(?:about the author|(?:written|posted|published|reported|reviewed|edited|updated|"
        r"last (?:updated|modified)|first published|created) (?:by|on|in|at|:)|"
        r"by:? (?!(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w* \d|[qh]\d|year \d)"
        r"(?-i:[A-Z])[^.!?]{2,70}$|by$|"
        r"(?:updated|published|posted)(?: on)?:? (?-i:[A-Z0-9])[^.!?]{2,70}$|"
        r"follow @?\w+ on|(?:view|see|read) (?:all|more) (?:posts|articles|stories)? ?(?:by|from)|"
        r"author:|\d+ (?:min(?:ute)?s?) read|"
        r"\d+ (?:hours?|minutes?|days?|weeks?|months?|years?) ago(?:\s*[|·•–—-].*|\s+by\b.*)?\W*$|"
        r"by (?:signing up|continuing|subscribing|using (?:this|our) site)\b[^.]{0,80}\bagree\b|"
        r"(?:reading time|estimated read)|"
        r"[\w .]{3,30} (?:is|was) (?:a |an |the )(?:\w+ ){0,4}(?:reporter|editor|journalist|"
        r"correspondent|columnist|freelance|staff writer|contributor|professor|blogger)|"
        r"(?:contact|reach|e-?mail) (?:the (?:author|writer|reporter)|him|her|\w+ at)|"
        r"(?:he|she|they) can be reached)",
        420,
    ),
    _phrase(
        "tag list",
        r"(?:tags?|filed under|categor(?:y|ies)|topics?|posted in|tagged(?: with)?|keywords|labels|"
        r"more (?:on|about))\s?[:|]",
        260,
    ),
)  # fmt: skip

# Reasons that only a web page gives; the others occur in letters and contracts as well.
WEB_ONLY = frozenset(
    (
        "teaser list",
        "share bar",
        "cookie notice",
        "newsletter form",
        "paywall notice",
        "comment thread",
        "navigation",
        "advertisement",
    )
)
TRIM = " \t\r\n-–—•·|*#>+"


LONGEST = max(phrase.longest for phrase in PHRASES)


def boilerplate(text: str) -> Phrase | None:
    """The first phrase that ``text`` is an instance of; None for ordinary text."""
    stripped = text.strip(TRIM)
    return _instance_of(stripped) if 0 < len(stripped) <= LONGEST else None


@lru_cache(maxsize=2_000)  # the blocks of a page are asked about more than once
def _instance_of(text: str) -> Phrase | None:
    straight = text.replace("’", "'").replace("‘", "'")
    for phrase in PHRASES:
        if len(straight) > phrase.longest:
            continue
        found = (
            phrase.pattern.fullmatch(straight) if phrase.whole else phrase.pattern.match(straight)
        )
        if found:
            return phrase
    return None
