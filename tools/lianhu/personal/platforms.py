"""What persons call the platforms where they meet: 微信 in all its spellings, QQ, others; the patterns read no case."""

from __future__ import annotations

_HEART = "[❤♥♡💗💓💕💚]"
_APART = r"[\s.·*_-]?"
CHAT = (
    rf"[微威薇徽卫围维v]{_APART}(?:[信芯]|xin)|[微薇威][x×](?![a-z])|(?<![a-z])w信|wei信|[微威薇徽卫围维v]{_HEART}|绿泡泡?|加我?个?微(?![信心])"
    rf"|(?<![a-z])(?:we{_APART}chat|{_APART.join('weixin')}|vx|wx)(?!:?//)"
)
QQ = r"(?<![a-z])q\s?q(?![a-z])|扣\s?扣|抠抠|叩叩|蔻蔻|加扣|(?<!折)扣号|口口号?|球球|秋秋|企鹅号?|鹅号|🐧"
STAGE = (
    r"[抖某d]\s?音|抖y|快手|老铁号|小?红[书薯]|钉钉|丁丁号|支付宝|zfb|微博|围脖|视频号|陌陌|探探|闲鱼|咸鱼号|旺旺|[Bb哔]站|哔哩哔哩?|飞书|电报"
    r"|telegram|whatsapp|weibo|douyin|kuaishou|(?<![a-z])xhs|知乎|豆瓣|贴吧|企微|企业微信|脸书|推特|facebook|twitter|instagram|(?<![a-z])ins(?![a-z])"
    r"|skype|唱吧|全民K歌|淘宝|拼多多|(?<![a-z])tg(?![a-z])|西瓜视频|今日头条|头条号|百家号"
    r"|(?<![a-z])(?:bilibili|steam|tiktok)(?![a-z])"
)
# What only in its place is a platform: before an account.
SHORT = r"卫星|[薇威微]|(?<![扣纽折])扣(?=[\s:])|[小大]号"
# Of what platform is left open.
OPEN = (
    "(?<!平台)(?<!系统)(?<!设备)(?<![水电]表)(?<![社医]保)(?:网名|昵称|账号|帐号|用户名|个人号|私人号|私号)"
    "|(?:加|找|搜|扫|私|敲|戳|艾特|联系|滴滴)下?我|私信|私聊|加个?好友|互关"
)
