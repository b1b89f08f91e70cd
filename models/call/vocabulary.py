"""The few words by which the call's state is read, for each language. Rules have phrases of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by purpose; each entry is a regular expression without groups.

    confirming: questions that only ask for a yes to what was just said; identity: that check who is calling
    """

    open_questions: tuple[str, ...]
    closed_questions: tuple[str, ...]
    confirming: tuple[str, ...]
    identity: tuple[str, ...]
    solving: tuple[str, ...]
    closing: tuple[str, ...]
    commanding: tuple[str, ...]
    lively: tuple[str, ...]
    careful: tuple[str, ...]
    patient: tuple[str, ...]


ZH = Vocabulary(
    open_questions=(
        "怎么(?:回事|了|样|处理|说|弄|想|会)",
        "什么(?!时候)",
        "为什么",
        "哪些",
        "哪方面",
        "具体说说",
        "说说看",
        "跟我说说",
        "什么情况",
    ),
    closed_questions=(
        "[吗嘛]$",
        "了吧$",
        "[吗嘛][，。？！ ]",
        "是不是",
        "有没有",
        "对不对",
        "对吧",
        "是吧",
        "好不好",
        "行不行",
        "可不可以",
        "能不能",
        "要不要",
        "方便不方便",
        "过没有",
        "了没有",
        "还是",
        "几[号点个天位]",
        "多少",
        "哪[个天里家位]",
        "什么时候",
        "谁",
    ),
    confirming=(
        "(?:[对是行好]|可以|方便|合适)[吗吧]$",
        "(?:对不对|是不是|行不行|好不好|可不可以)$",
        "还有(?:其他|别的|什么)",
    ),
    identity=(
        "订单号",
        "单号",
        "手机号",
        "号码",
        "尾号",
        "姓名",
        "名字",
        "贵姓",
        "身份证",
        "地址",
        "验证",
        "核对",
        "核实一下",
        "卡号",
        "户号",
        "生日",
    ),
    solving=(
        "给您[退换补减派寄送]",
        "帮您[申办处安转登]",
        "给您[申办安处转]",
        "[两三]个办法",
        "方案",
        "您看这样",
        "马上[给帮为]",
        "现在就",
        "我来[跟处联]",
        "可以[给帮为]您",
    ),
    closing=(
        "还有其他",
        "还有别的",
        "其他问题",
        "还有什么可以帮",
        "没有别的",
        "再见",
        "拜拜",
        "祝您",
        "感谢您的来电",
        "没有了",
        "没了",
        "没别的",
        "先这样",
        "就这样吧",
    ),
    commanding=(
        "必须",
        "赶紧",
        "马上",
        "立刻",
        "现在就",
        "给我",
        "别废话",
        "别跟我",
        "直接",
        "叫你们",
        "让你们",
        "我要求",
        "快点",
        "我没时间",
    ),
    lively=("哎呀", "哈哈", "嘿", "哇", "太好了", "真的呀", "我跟你说", "你知道吗", "可不是", "对了", "特别"),
    careful=(
        "具体",
        "确切",
        "准确",
        "确定",
        "到底是",
        "几号",
        "几点",
        "百分之",
        "合同",
        "条款",
        "写着",
        "依据",
        "再确认",
        "详细",
        "第一[，点个]",
        "书面",
        "核对",
    ),
    patient=(
        "麻烦",
        "不好意思",
        "谢谢",
        "没关系",
        "不着急",
        "慢慢",
        "辛苦",
        "请问",
        "打扰",
        "那好吧",
        "没事",
    ),
)

EN = Vocabulary(
    open_questions=(
        r"\bwhat\b(?! (?:time|date|day))",
        r"\bhow\b(?! (?:many|much|long|old))",
        r"\bwhy\b",
        r"\btell me\b",
        r"\bdescribe\b",
        r"\bwalk me\b",
    ),
    closed_questions=(
        r"\?",
        r"^(?:is|are|was|were|do|did|does|have|has|had|can|could|will|would|shall|should)\b",
        r"\bhow (?:many|much|long)\b",
        r"\bwhat (?:time|date|day)\b",
        r"\b(?:when|which|who|where)\b",
        r"\b(?:right|correct|okay)$",
        r"\bisn't it\b",
        r"\bdid you\b",
        r"\bhave you\b",
    ),
    confirming=(
        r"\b(?:right|correct|okay|alright|isn't it|is that so)\??$",
        r"\banything else\b",
        r"\bis that okay\b",
    ),
    identity=(
        r"\border number\b",
        r"\bphone number\b",
        r"\baccount number\b",
        r"\blast four\b",
        r"\byour name\b",
        r"\bspell\b",
        r"\bdate of birth\b",
        r"\bpostcode\b",
        r"\bzip code\b",
        r"\baddress\b",
        r"\bverify\b",
        r"\bsecurity\b",
        r"\bemail\b",
    ),
    solving=(
        r"\bi can\b",
        r"\bi'll\b",
        r"\bi will\b",
        r"\blet me\b",
        r"\bwhat i can do\b",
        r"\boptions?\b",
        r"\bi'm going to\b",
        r"\bright away\b",
        r"\bwe can\b",
    ),
    closing=(
        r"\banything else\b",
        r"\bbye\b",
        r"\bhave a (?:good|nice|great|lovely)\b",
        r"\bthanks for calling\b",
        r"\bthank you for calling\b",
        r"\bthat's all\b",
        r"\bthat's everything\b",
        r"\bnothing else\b",
    ),
    commanding=(
        r"\bright now\b",
        r"\bimmediately\b",
        r"\bi want\b",
        r"\bi demand\b",
        r"\bjust (?:do|fix|get|send|tell)\b",
        r"\bhurry\b",
        r"\bget me\b",
        r"\bdon't tell me\b",
        r"\bi don't have time\b",
    ),
    lively=(
        r"\boh my\b",
        r"\bhaha\b",
        r"\bwow\b",
        r"\byou know what\b",
        r"\bhonestly\b",
        r"\bby the way\b",
        r"\bamazing\b",
        r"\blove\b",
    ),
    careful=(
        r"\bexactly\b",
        r"\bspecific(?:ally)?\b",
        r"\bin writing\b",
        r"\bto be clear\b",
        r"\bprecise(?:ly)?\b",
        r"\bterms\b",
        r"\bcontract\b",
        r"\bpercent\b",
        r"\bdouble.check\b",
        r"\bdetails?\b",
    ),
    patient=(
        r"\bplease\b",
        r"\bthank(?:s| you)\b",
        r"\bsorry to\b",
        r"\bno rush\b",
        r"\bno worries\b",
        r"\bwhenever\b",
        r"\bif you don't mind\b",
        r"\bthat's okay\b",
    ),
)

VOCABULARIES: dict[Language, Vocabulary] = {"zh": ZH, "en": EN}
