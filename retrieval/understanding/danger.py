"""A child in danger: what must be answered with where help is, before anything else."""

from __future__ import annotations

import re

from retrieval.understanding.requests import Danger

_CHILD = "(?:我家?|我们家?)?(?:的)?(?:孩子|小孩|儿子|女儿|学生|娃儿?|囝仔?|囡囡|小朋友|弟弟|妹妹)"
# 防性侵 and 反家暴 are lessons, 跳楼价 is a price, and one can want to die of homework.
_NOT_LESSON = "(?<!防)(?<!反)(?<!预防)(?<!防范)(?<!杜绝)(?<!防止)"
_LESSON = "(?!教育|讲座|知识|课|宣传|预防|防治|干预|治理|专项|防范|防控|应急|预案|演练)"
_BY_WHOM = (
    r"(?:人|谁|别人|同学们?|老师|班主任|校长|教练|爸爸?|妈妈?|父亲|母亲|爹|娘|继父|后妈|家长|高年级的?|室友|舍友|大孩子|男生|女生|陌生人|亲戚|邻居"
    r"|[^,，。\s]{1,4})"
)
# 被打分, 被打扰, 打疫苗 and 打篮球 hurt nobody.
_HIT = (
    "打(?!分|击|扰|断|动|开|卡|回|印|疫|针|上|包|磨|造|扫|乱|球|篮|听|败|招呼|折|勾|叉|标|码|发|通|工|电话|低|高|零|差评|脸|入|出|下|响|破)"
    "|揍|殴打|暴打|毒打|踢(?!出|球)|欺负|欺凌|霸凌|勒索|性侵|猥亵|强奸|骚扰|虐待|拐走|拐骗|威胁|体罚|扇"
)
_SIGNS = {
    Danger.SELF_HARM: re.compile(
        f"{_NOT_LESSON}(?:自残|自伤(?!不起)|自杀|轻生){_LESSON}|割腕|割手腕|跳楼(?!价|机|大甩|甩|促)|跳河|跳江|跳海自|喝农药|服毒|吞药|寻短见"
        "|不想活(?!动|跃|泼|得)|活不下去|活不下去|不想活下去|活着没(?:有)?(?:意思|意义|劲)|结束(?:自己的?|我的?)?生命|写(?:了)?遗书|留(?:下|了)遗书|伤害自己|想自尽"
        "|(?<![不笑])(?:想|要)(?:去)?死(?!了?(?:我|你|这|那|他|她|题)|记|板|我|背|磕|守|扛|掉线|机)|去死了算|死了算了|不如死|想不开(?!设|始|学|放|车|窗|门|口|业|通)"
    ),
    Danger.VIOLENCE: re.compile(
        f"被(?:{_BY_WHOM})?(?:{_HIT})|{_NOT_LESSON}(?:家暴|性侵|猥亵|强奸|虐待|虐童|殴打){_LESSON}"
        f"|{_NOT_LESSON}家庭暴力{_LESSON}(?!法)|(?:毒|暴|殴)?打(?:了|伤|骂)?{_CHILD}(?!的?(?:电话|疫苗|手机|篮球|球|分|针|卡|招呼|预防针))"
        f"|(?:打|揍)(?:了|伤)(?:他|她|我)(?!一?个?(?:电话|分|招呼|折))"
    ),
    Danger.MISSING: re.compile(
        f"{_NOT_LESSON}(?:失踪|走失|被拐|拐卖){_LESSON}|离家出走|{_CHILD}(?:人)?(?:不见|丢|失联|找不到)了"
    ),
}
# What a plan calls the help that there is, where the words of the cry find nothing.
HELP = {
    Danger.SELF_HARM: "心理健康 心理疏导 危机干预",
    Danger.VIOLENCE: "学生欺凌 校园安全 心理疏导 危机干预",
    Danger.MISSING: "校园安全 学校周边治安",
    Danger.OTHER: "心理健康 心理疏导 危机干预",
}


def read_danger(text: str) -> Danger | None:
    """Tell what danger a folded message speaks of, or None."""
    squeezed = re.sub(r"\s+", "", text)
    return next((danger for danger, signs in _SIGNS.items() if signs.search(squeezed)), None)
