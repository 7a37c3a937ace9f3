"""Sentence templates: what the demonstration models know of Mandarin.

``{name}`` is a slot: a list in ``words.WORDS`` or a maker in ``texts.MAKERS``.
Punctuation inside a template is the truth for the punctuation model and a
pause for the voice.
"""

from __future__ import annotations

# Said before a sentence, closed by a comma.
OPENERS = (
    "你好",
    "您好",
    "早上好",
    "晚上好",
    "谢谢",
    "对不起",
    "没关系",
    "好的",
    "请注意",
    "欢迎大家",
    "今天天气很好",
    "会议马上开始",
)

# Whole utterances without a slot: always in training, never held out.
FIXED = (
    "你好。",
    "谢谢大家。",
    "再见。",
    "没关系。",
    "对不起。",
    "好的，没问题。",
    "欢迎使用语音识别面板。",
    "这是一段演示录音。",
    "你好，世界。",
    "祝你生日快乐。",
)

STATEMENTS = (
    # the panel
    "请{act}第{num}个实例。",
    "{num}号实例已经{act}。",
    "正在{act}{num}号显卡上的实例。",
    "编号{code}的{file}已经{keep}。",
    "请{keep}编号{code}的{file}。",
    "{num}号显卡的{gauge}是百分之{num}。",
    "显卡温度达到{num}度，请检查风扇。",
    "队列里还有{num}个任务，预计需要{num}分钟。",
    "{device}状态{state}，系统会自动{act}。",
    "如果{device}{state}，就{act}{num}号实例。",
    "因为{device}{state}，所以任务已经{act}。",
    "识别速度是实时的{num}倍。",
    "显存一共{num}千兆，还剩{num}千兆。",
    "这个{file}的长度是{sixty}分{sixty}秒。",
    "我们应该降低{gauge}，增加{device}。",
    "{file}、{file}和{file}都要{keep}。",
    # meetings and dates
    "{person}{clock}在{place}开会。",
    "{nextday}的会议改到{clock}。",
    "会议时间是{date}{clock}。",
    "{person}负责{topic}，{person}负责{topic}。",
    "我们先讨论{topic}，再讨论{topic}。",
    "{person}{pastday}完成了{topic}报告。",
    "今天是{year}年{date}，{weekday}。",
    "{weekday}{part}我要和{person}见面。",
    "{topic}、{topic}和{topic}都很重要。",
    # weather
    "{city}{nextday}{sky}，气温{num}度。",
    "{part}{city}有{sky}，请带好雨伞。",
    "{city}的天气{adverb}{feel}。",
    "最高气温零上{num}度，最低气温零下{num}度。",
    # numbers
    "电话号码是{phone}。",
    "我的手机号是{phone}，请记下来。",
    "{food}{num}块钱，门票{big}元。",
    "房间号是{code}，密码是{code}。",
    "一共有{big}人参加了{topic}会议。",
    # small talk
    "{kin}喜欢{hobby}，也喜欢{hobby}。",
    "{who}{part}吃了{food}和{food}。",
    "我想买{food}、{food}和{food}。",
    "{person}坐{ride}从{city}到{city}。",
    "我{kin}在{place}工作，每天{adverb}忙。",
    "{who}今天{adverb}{mood}。",
    "那个{colour}的{file}{adverb}{size}。",
    "他家有{num}口人，住在{city}。",
    "{pastday}我和{kin}一起去{place}{hobby}。",
    "{person}送给我一辆{colour}的汽车。",
)

QUESTIONS = (
    "{num}号实例{act}了吗？",
    "编号{code}的{file}{keep}了吗？",
    "为什么{device}{state}？",
    "{num}号显卡的{gauge}是多少？",
    "{person}的会议几点开始？",
    "{nextday}{city}天气怎么样？",
    "请问{place}在哪里？",
    "请问去{place}怎么走？",
    "{person}什么时候到{city}？",
    "你要{food}还是{food}？",
    "{who}为什么{adverb}{mood}？",
    "这个{colour}的{file}是谁的？",
    "你会{hobby}吗？",
    "{kin}是不是喜欢{hobby}？",
    "怎么{keep}这个{file}？",
    "{weekday}你有没有时间？",
    "{person}负责哪个项目？",
    "今天是几月几号？",
)
