"""How the provinces stand on number plates, in full, and as they are typed. Source: GA 36, appendix A."""

from __future__ import annotations

SHORT = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
NAMES = (
    "北京|天津|上海|重庆|河北|河南|云南|辽宁|黑龙江|湖南|安徽|山东|新疆|江苏|浙江|江西|湖北|广西|甘肃|山西|内蒙古?|陕西|吉林|福建"
    "|贵州|广东|青海|西藏|四川|宁夏|海南"
)
SOUNDS = "jing|jin|hu|yu|ji|yun|liao|hei|xiang|wan|lu|xin|su|zhe|gan|gui|meng|shan|min|yue|qing|zang|chuan|ning|qiong"
