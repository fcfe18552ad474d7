"""Messages that ask nothing of a document: greetings, thanks, insults, who are you, noise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.understanding.requests import Courtesy, CourtesyRequest

if TYPE_CHECKING:
    from retrieval.understanding.message import Message

_PARTICLES = "啊|呀|哦|喔|哈|呢|吧|啦|了|的|嘛|哟|呐|耶|噢"
_HELLO = (
    "你们?好|您好|哈喽|哈啰|嗨|嘿|喂|hi|hello|hey|在吗|在不在|在么|有人吗|有人在吗|早上好|上午好|中午好|下午好|晚上好|早安"
    "|午安|早|老师们?好|领导好|大家好|机器人你?好|小编好|打扰了?|请问|问一下|我想问一下|测试|test|nihao|雷好|好久不见"
)
_THANKS = (
    "谢谢|多谢|感谢|谢啦|谢了|谢|thanks|thankyou|thx|thank you|辛苦|麻烦你?了"
    "|好的?|行|可以|ok|okay|明白|知道|收到|了解|懂|嗯"
    "|不客气|太好|真棒|厉害|赞|你真好|有用|很有帮助|帮大忙|牛|你|您|大家|老师|非常|十分|太|很"
)
_BYE = (
    "再见|拜拜|拜|bye|byebye|goodbye|886|88|8|晚安|回头见|下次见|下次聊|改天聊|先这样"
    "|没事|没有?问题|不用|没别的|走|我|就|先"
)
_BYE_WORD = re.compile(
    "再见|拜拜|bye|88|晚安|回头见|下次|改天聊|先这样|没事了|没问题了|不用了|没别的"
)
_THANKS_WORD = re.compile(
    "谢|thx|thank|辛苦|麻烦|好|行|ok|明白|知道|收到|了解|懂|嗯|客气|棒|厉害|赞|有用|帮|牛|可以"
)
_WHO = re.compile(
    "(?:请问)?你们?(?:那边)?(?:到底|究竟|其实)?(?:是不是|是|算)(?:一个|个)?(?:真人|人工智能|人工客服|人工|机器人?|ai|人|活人|谁|啥|什么(?:东西|人|软件|程序|机器人|ai)?|哪个|哪位"
    "|chatgpt|gpt|deepseek|豆包|文心一言|程序|电脑|客服)(?:还是.{1,8})?(?:吗|么|嘛|啊|呀|吧|呢|在回复|在回答|回复|回答)*"
    "|你叫(?:什么|啥)(?:名字?)?(?:呀|啊|呢)?|who(?:are|r)(?:you|u)|areyou(?:human|ai|arobot|abot|real|areal(?:person|human))|介绍(?:一下)?你?自己|自我介绍(?:一下)?|你几岁了?|你多大了?"
    "|(?:我要|我想|能不能|可以|请)?(?:帮我)?转?接?人工(?:客服|服务)?(?:吗)?|有真人吗|你(?:有|会不会有)感情吗|谁(?:开发|做|制作)(?:的|了)你(?:的)?|你是谁(?:开发|做)的"
)
_ABILITY = re.compile(
    "你们?(?:到底)?(?:都)?(?:能|会|可以|可|有)(?:帮我)?(?:干|做|回答|查|问|解决|提供)?(?:点)?(?:什么|啥|哪些)(?:的|问题|功能|事|用|用处|内容)*(?:呢|啊|呀|吗)?"
    "|(?:这个|你)?(?:怎么|咋)(?:用|使用|玩|问)(?:呢|啊|呀|你)?|(?:使用)?(?:帮助|help|说明|使用说明|功能|菜单)|(?:我)?(?:能|可以)问(?:你)?(?:些|点)?(?:什么|啥|哪些)(?:问题)?(?:呢|啊)?"
)
_INSULT = re.compile(
    "(?:你们|你|您|这个|这|那|真的|真是|真|太|好|是|就|个破|个|破|机器人|东西|程序|软件|的|了|啊|吧|呀|什么|也|都|一|大|老"
    "|怎么|这么|给我|全家|只会|简直)*+"
    "(?:傻[逼比bx叉瓜子缺帽冒]|煞笔|沙比|sb|2b|笨蛋|蠢货|蠢|笨|垃圾|废物|滚蛋?|滚开|弱智|智障|脑残|白痴|去死|没用|饭桶"
    "|王八蛋|混蛋|他妈的?|妈的|妈逼|尼玛|tmd|nmsl|cnm|[我卧]操|卧槽|我[靠擦艹]|[操艹日](?:你(?:妈|大爷))?|草泥马|闭嘴|神经病|有病|骗子|狗屁|放屁|屁用"
    "|fuckyou|fuck|stupid|idiot|shit|人工智障|答非所问|胡说八道)"
    "(?:你们|你|的|了|啊|吧|呀|东西|机器人|程序|死|一样|玩意儿|玩意|货|都不懂|个|什么|狗|透顶|极)*+"
)
_INSTRUCTION = re.compile(
    "(?:忽略|无视|忘记|忘掉|忘了|抛开|不要理会|不用管|别管|跳过|绕过)(?:你|掉|之前|以上|上面|前面|先前|收到|所有|全部|一切|的|到){1,8}(?:指令|规定|提示词?|规则|设定|限制|命令|要求|指示)"
    r"|(?:ignore|disregard|forget|bypass|override)\s+(?:all\s+|any\s+|the\s+|your\s+|my\s+|of\s+){0,4}(?:previous|prior|above|earlier|system|instructions?|prompts?|rules|safety)"
    r"|系统提示|提示词|system\s*prompt|initial\s+prompt|(?:your|the)\s+(?:prompt|instructions)|api[\s_-]*keys?|access\s*token|开发者模式|developer\s+mode|jail\s*break|越狱模式|\bdan\s+mode"
    "|(?:从现在(?:开始|起)|从这句(?:话)?开始|从此刻起|接下来)[,，]?你(?:就|只|要|将)?(?:是|扮演|变成|只能)|(?:请|你来?|你要|你现在)扮演(?:一|我|成)|(?:假装|假设)你(?:是|没有)|你现在是(?:一(?:只|个|名))"
    r"|pretend\s+(?:to\s+be|you)|act\s+as\s+(?:a|an|my)\b|you\s+are\s+now\s+|(?:打印|输出|告诉我|显示|重复|泄露)(?:你|一下|出|的|完整|全部|所有){0,6}(?:系统提示|指令|设定|源代码|密钥|初始指令)"
)
_LAUGH = re.compile(
    "[哈呵嘿啊额呃嗯哦嘻呜唉哎噗嘤呀]{2,}|h{3,}|(?:ha|he|hi){2,}h?|233+|6{3,}|w{3,}|lol|xswl"
)
_KEYS = re.compile(
    r"[a-z;]*(?:asdf|qwer|zxcv|hjkl|sdfg|dfgh|fghj|fdsa|rewq)[a-z;]*|[b-df-hj-np-tv-xz]{5,}|(.)\1{4,}"
)
_LONGEST_NOISE = 60


def _several(words: str) -> re.Pattern[str]:
    # The longest comes first and none is given back: else 谢谢谢谢谢 is read in too many ways.
    longest_first = sorted(f"{words}|{_PARTICLES}".split("|"), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(longest_first)})++")


_SMALL_TALK = (
    (Courtesy.GREETING, _several(_HELLO), re.compile(_HELLO)),
    (Courtesy.THANKS, _several(_THANKS), _THANKS_WORD),
    (Courtesy.GOODBYE, _several(f"{_BYE}|{_THANKS}"), _BYE_WORD),
)
_WHOLE = ((Courtesy.IDENTITY, _WHO), (Courtesy.ABILITY, _ABILITY), (Courtesy.INSULT, _INSULT))


def read_courtesy(message: Message) -> CourtesyRequest | None:
    """Tell what a message is that as a whole asks nothing of a document; None if it may ask."""
    courtesy = _courtesy(message)
    return CourtesyRequest(courtesy) if courtesy else None


def is_insult(message: Message) -> bool:
    """Tell whether a message as a whole is nothing but abuse."""
    return _courtesy(message) is Courtesy.INSULT


def _courtesy(message: Message) -> Courtesy | None:
    whole = message.folded.text
    if _INSTRUCTION.search(whole):
        return Courtesy.INSTRUCTION
    bare = re.sub(r"[\W_]+", "", whole)
    if not bare:
        return Courtesy.NOISE if whole.strip() else None
    return _of_words(bare, message.bare) if len(bare) <= _LONGEST_NOISE else None


def _of_words(bare: str, without_fillers: str) -> Courtesy | None:
    for courtesy, pattern in _WHOLE:
        if pattern.fullmatch(bare) or pattern.fullmatch(without_fillers):
            return courtesy
    if _LAUGH.fullmatch(bare) or _KEYS.fullmatch(bare):
        return Courtesy.NOISE
    return _small_talk(bare)


def _small_talk(bare: str) -> Courtesy | None:
    if bare.isdigit() and not bare.startswith("88"):
        return None
    kinds = (c for c, whole, word in _SMALL_TALK if whole.fullmatch(bare) and word.search(bare))
    return next(kinds, None)
