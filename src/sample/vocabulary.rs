//! The words of which samples are made: plainly invented, and few, because each hanzi costs room in the font.

use rand::RngExt;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

/// One of a list that is not empty.
pub(super) fn pick<'a>(rng: &mut StdRng, words: &[&'a str]) -> &'a str {
    words.choose(rng).copied().unwrap_or("样本")
}

/// One of a list that has, by its type, at least one.
#[allow(clippy::indexing_slicing, reason = "the index is below the length that the type states")]
pub(super) fn one<T: Copy, const N: usize>(rng: &mut StdRng, list: &[T; N]) -> T {
    const { assert!(N > 0) }
    list[rng.random_range(0..N)]
}

/// Family names.
pub(super) const SURNAMES: [&str; 36] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马",
    "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹", "袁", "邓", "许", "欧阳",
];

/// Given names that nobody has.
pub(super) const GIVEN: [&str; 20] = [
    "样本", "示例", "样例", "范本", "范例", "示范", "样文", "例文", "样一", "样二", "例三", "例四", "范五", "范六",
    "样甲", "样乙", "例丙", "例丁", "样", "例",
];

/// Peoples as they stand on an ID, the first far more often than the rest.
pub(super) const ETHNICITIES: [&str; 8] = ["汉", "汉", "汉", "汉", "汉", "回", "壮", "满"];

/// A trade name with its spelling in a domain.
pub(super) const TRADES: [(&str, &str); 24] = [
    ("青禾", "qinghe"),
    ("云川", "yunchuan"),
    ("明湖", "minghu"),
    ("东溪", "dongxi"),
    ("长桥", "changqiao"),
    ("星野", "xingye"),
    ("远帆", "yuanfan"),
    ("松石", "songshi"),
    ("南麓", "nanlu"),
    ("白桦", "baihua"),
    ("海月", "haiyue"),
    ("竹里", "zhuli"),
    ("飞羽", "feiyu"),
    ("金穗", "jinsui"),
    ("晨光", "chenguang"),
    ("万木", "wanmu"),
    ("清泉", "qingquan"),
    ("雪峰", "xuefeng"),
    ("安然", "anran"),
    ("同心", "tongxin"),
    ("蓝图", "lantu"),
    ("归田", "guitian"),
    ("望江", "wangjiang"),
    ("知微", "zhiwei"),
];

/// Lines of business: what stands in the company's name, and the scope on its licence.
pub(super) const LINES: [(&str, &str); 10] = [
    ("网络科技", "网络技术服务；软件开发；信息系统集成服务；数据处理服务；计算机软硬件及辅助设备零售。"),
    ("信息技术", "信息技术咨询服务；软件开发；技术推广服务；互联网数据服务；网络设备销售。"),
    ("文化传媒", "组织文化艺术交流活动；广告设计、制作、代理；会议及展览服务；图文设计制作。"),
    ("商贸", "日用百货销售；服装服饰零售；家居用品销售；互联网销售（除销售需要许可的商品）。"),
    ("食品", "食品销售（仅销售预包装食品）；农产品的生产、销售、加工、运输；包装服务。"),
    ("物流", "国内货物运输代理；装卸搬运；普通货物仓储服务；供应链管理服务。"),
    ("机械制造", "机械设备研发；机械零件、零部件加工；通用设备制造；金属制品销售。"),
    ("电子商务", "互联网销售；电子产品销售；技术服务、技术开发、技术咨询；市场营销策划。"),
    ("餐饮管理", "餐饮管理；企业管理咨询；酒店管理；食品互联网销售（仅销售预包装食品）。"),
    ("建筑工程", "建设工程设计；工程管理服务；园林绿化工程施工；建筑材料销售。"),
];

/// What individuals call their sites.
pub(super) const PERSONAL_SITES: [&str; 10] = [
    "的学习笔记",
    "的随笔",
    "的摄影集",
    "的读书角",
    "的手工记录",
    "的技术札记",
    "的旅行日记",
    "的菜谱",
    "的观鸟日志",
    "的练字本",
];

/// Registrars that do not exist.
pub(super) const REGISTRARS: [&str; 3] = ["样本域名注册有限公司", "示例网络服务有限公司", "范例信息技术有限公司"];
