"""The words that fill the templates' slots.

Words are chosen so that homophones never compete for the same slot (only 他
for "he/she", 在 and 再 in different frames): a tiny model can then decide by
context, as a large one would.
"""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"

SURNAMES = "张 李 王 刘 陈 周 林 孙".split()
TITLES = "老师 经理 先生 女士 医生 同学".split()

WORDS: dict[str, list[str]] = {
    "city": "北京 上海 广州 深圳 杭州 成都 西安 南京".split(),
    "place": "会议室 办公室 图书馆 车站 机场 医院 学校 公司 公园".split(),
    "pastday": "昨天 前天 上个星期 上个月 去年".split(),
    "nextday": "明天 后天 下个星期 下个月 明年".split(),
    "part": "早上 上午 中午 下午 晚上".split(),
    "sky": "晴天 多云 阴天 小雨 大雨 小雪 大风 大雾".split(),
    "feel": "冷 热 凉快 舒服 干燥".split(),
    "food": "米饭 面条 饺子 水果 牛奶 咖啡 绿茶 鸡蛋 面包".split(),
    "hobby": "跑步 游泳 打球 唱歌 看电影 听音乐 看书".split(),
    "ride": "飞机 火车 汽车 地铁 自行车".split(),
    "kin": "爸爸 妈妈 哥哥 姐姐 弟弟 妹妹 朋友".split(),
    "colour": "红色 蓝色 绿色 白色 黑色".split(),
    "who": "我 你 他 我们 你们 他们 大家".split(),
    "act": "启动 停止 重启 暂停 检查 删除 恢复".split(),
    "keep": "打开 关闭 保存 下载 上传 导出 更新".split(),
    "file": "录音 文件 模型 日志 报告 视频 字幕".split(),
    "device": "显卡 内存 磁盘 风扇 网络 电源 驱动".split(),
    "gauge": "温度 显存 功率 负载 速度 延迟".split(),
    "state": "正常 空闲 断开 过热 出错".split(),
    "topic": "预算 计划 项目 产品 市场 安全 测试 设计".split(),
    "mood": "高兴 忙 累 满意 放心".split(),
    "adverb": "非常 比较 特别 有点 不太".split(),
    "size": "大 小 新 长 短 快 慢".split(),
}
