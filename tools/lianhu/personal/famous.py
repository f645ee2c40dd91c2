"""Names that are nobody's here: of history, stage and trade, and of plants and food that begin with a family name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

_PERSONS = (
    "毛泽东 周恩来 邓小平 朱德 刘少奇 彭德怀 任弼时 贺龙 陈毅 雷锋 焦裕禄 孔繁森 王进喜 黄继光 董存瑞 "
    "邱少云 刘胡兰 江姐 杨靖宇 赵一曼 张思德 白求恩 袁隆平 钱学森 邓稼先 屠呦呦 钟南山 张桂梅 黄文秀 "
    "黄大年 杨善洲 谷文昌 蔡和森 向警予 黄公略 罗荣桓 蔡锷 黄兴 宋教仁 谭嗣同 曾国藩 左宗棠 魏源 "
    "孙中山 林则徐 鲁迅 老舍 巴金 沈从文 丁玲 周立波 齐白石 徐悲鸿 梅兰芳 孔子 孟子 老子 庄子 荀子 "
    "墨子 韩非子 鲁班 屈原 贾谊 李白 杜甫 白居易 王维 苏轼 苏东坡 辛弃疾 陆游 柳宗元 韩愈 欧阳修 "
    "王安石 司马光 司马迁 范仲淹 周敦颐 朱熹 王阳明 王夫之 王羲之 颜真卿 柳公权 欧阳询 怀素 蔡伦 毕昇 "
    "张衡 祖冲之 李时珍 华佗 张仲景 孙思邈 扁鹊 神农 大禹 舜帝 炎帝 黄帝 刘备 关羽 关公 张飞 诸葛亮 "
    "赵云 曹操 周瑜 孙权 岳飞 文天祥 戚继光 郑成功 花木兰 穆桂英 杨家将 包公 包青天 包拯 海瑞 刘邦 "
    "项羽 韩信 武松 宋江 林冲 鲁智深 孙悟空 唐僧 猪八戒 贾宝玉 林黛玉 白娘子 白素贞 许仙 梁山伯 "
    "祝英台 刘海砍樵 刘海戏 刘三姐 阿诗玛 孟姜女 董永 何仙姑 吕洞宾 铁拐李 张果老 钟馗 秦琼 尉迟恭 "
    "妈祖 白雪公主 马可·波罗 马克思 安徒生 白衣天使 "
    "宋祖英 李谷一 刘德华 周杰伦 邓丽君 李小龙 姚明 刘翔 马云 任正非 许家印 董明珠 张艺谋 莫言 金庸 琼瑶 赵本山 郭德纲 "
    "杨利伟 王亚平 聂海胜 孙颖莎 樊振东 全红婵 谷爱凌 苏炳添 郎平 汪涵 何炅 沈腾 诺贝尔 张三李四 王麻子 赵钱孙李"
)
_MARKS = (
    "康师傅 老干妈 王老吉 李宁 李锦记 张小泉 马应龙 方太 杜康 王致和 六必居 白象 金龙鱼 金锣 双汇 "
    "海天 白沙 黄鹤楼 钟薛高 卫龙 米其林 安踏 江小白 金六福 吴太 江中 白云山 马大姐 周黑鸭 张君雅 "
    "小李子 狗不理 全聚德 沙县 海尔 海信 安利"
)
_PLANTS_AND_FOOD = (
    "万年青 胡萝卜 胡豆 胡椒 胡麻 胡桃 胡柚 黄瓜 黄豆 黄花 黄连 黄芪 黄精 黄杨 黄桃 黄栀子 黄鳝 "
    "黄牛 谷子 谷种 谷物 杨树 杨梅 杨柳 杨桃 柳树 柳条 柳枝 柏树 柏木 松树 桂树 桂花 桂圆 桂皮 "
    "梅树 梅花 梅子 梅干菜 枫树 石榴 石斛 石材 马齿苋 马铃薯 马蹄 马兰 车前草 车厘子 龙井 龙眼 龙虾 "
    "龙须 白菜 白萝卜 白芍 白术 白及 白酒 白糖 金桔 金银花 金针菇 向日葵 何首乌 牛膝 牛肉 牛奶 羊肉 "
    "毛豆 毛竹 毛桃 毛巾 苗木 米粉 米酒 米糖 米面 茶油 鱼苗 鱼腥草 夏枯草 江米 海带 海棠 海桐 花生 "
    "花椒 花菜 花卉 水稻 水杉 水仙 水草 温州蜜柑 安石榴 康乃馨 艾草 艾叶 艾粑 桑叶 桑树 桑葚 桑枝 "
    "栗子 贝母 麦冬 麦子 麦麸 银杏 银耳 银针 古树 古井 卓越 冷杉 荣誉 商品 商铺 楚剧 廉洁 查处 "
    "查看 查询"
)


def _by_first(names: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for name in names.split():
        found[name[0]] += (name,)
    return found


_NAMES = _by_first(f"{_PERSONS} {_MARKS} {_PLANTS_AND_FOOD}")


_END = re.compile(r"家|[^\u3400-\u9fff]|$")


def is_famous(text: str, start: int, end: int | None = None) -> bool:
    """Whether what begins there is the name of somebody or something known everywhere, or stands in a title.

    A whole name up to `end` that only begins so is somebody else's: 赵云明.
    """
    for name in _NAMES.get(text[start : start + 1], ()):
        if text.startswith(name, start):
            return end is None or end <= start + len(name) or not _END.match(text, end)
    opened = text.rfind("《", 0, start)
    return opened >= 0 and "》" not in text[opened:start] and "》" in text[start:]
