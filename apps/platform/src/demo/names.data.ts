/** Chinese names: surnames by how often they occur, given names by generation. */

const list = (words: string) => words.trim().split(/\s+/);

/** Share of the population in hundredths of a per cent, roughly after the census of 2020. */
export const surnames = list(`
  王720 李710 张680 刘540 陈450 杨310 黄220 赵210 吴200 周200 徐170
  孙150 马130 朱130 胡130 郭120 何120 林120 高110 罗110 郑90 梁90 谢80
  宋80 唐70 许70 韩70 冯60 邓60 曹60 彭50 曾50 肖50 田50 董50 袁50 潘50
  于50 蒋50 蔡50 余50 杜40 叶40 程40 苏40 魏40 吕40 丁40 任40 沈40 姚40
  卢40 姜30 崔30 钟30 谭30 陆30 汪30 范30 金30 石30 廖30 贾30 夏30 韦30
  付30 方30 白30 邹30 孟20 熊20 秦20 邱20 江20 尹20 薛20 段20 雷20 侯20
  龙20 史20 陶20 黎20 贺20 顾20 毛20 郝20 龚20 邵20 万20 钱20 严20 覃10
  武10 欧阳5 上官1
`).map((word) => {
  const [, name = '', share = ''] = /^(\D+)(\d+)$/.exec(word) ?? [];
  return { name, share: Number(share) };
});

export const givenNames = {
  elder: {
    women: list(`
      秀英 桂英 秀兰 玉兰 桂兰 凤英 秀珍 玉珍 淑珍 玉英 桂芳 兰英 素珍 淑英 翠兰 金花 春梅
      菊香 桂香 凤兰 素芳 彩云 月英 美兰 惠兰 秀芳 淑华 玉梅 秋菊 腊梅`),
    men: list(`
      建国 国强 志强 建华 德福 国庆 长江 建军 永福 德胜 忠义 文明 大海 玉林 福生 金生 振华
      保国 立新 学文 光明 树林 占林 水生 玉田 宝山 万福 守信 传贵 正祥`),
  },
  middle: {
    women: list(`
      丽 敏 静 艳 燕 红 霞 玲 娟 芳 梅 萍 英 丽华 小红 春燕 海燕 晓丽 雪梅 丽娟 红梅 秋霞
      建英 爱华 艳红 小燕 文静 丽萍 慧敏 晓红 玉霞 金凤`),
    men: list(`
      伟 强 军 勇 斌 涛 刚 磊 波 辉 鹏 超 明 建平 志刚 海涛 卫东 国栋 晓东 立军 永强 文斌
      建伟 志勇 海军 世杰 小兵 春生 志明 家明 宏伟 新民`),
  },
  young: {
    women: list(`
      婷婷 佳 雪 倩 颖 欣怡 思雨 梦瑶 雨婷 诗琪 雅静 晓雯 佳慧 梦琪 子涵 可欣 嘉怡 心怡
      若曦 晨曦 一诺 依依 丹丹 莹莹 慧 琳`),
    men: list(`
      浩 宇 杰 俊杰 浩然 子轩 宇航 志远 天宇 嘉豪 明轩 文博 思远 博文 俊熙 晨 凯 旭 泽宇
      家豪 立恒 景行 星辰 亦凡 鑫 帅`),
  },
} as const;

/** First digits of mobile numbers. `0000` and a number follow, so that nobody is called. */
export const mobilePrefixes = list(`
  130 131 132 133 135 136 137 138 139 150 151 152 153 156 157 158 159 176 177 178 180 181 182
  183 186 187 188 189 191 198 199`);

export const shopNames = list(`
  兴旺 鸿运 顺发 百佳 惠民 天天 乐福 同心 家家乐 金穗 福满楼 聚香 老张 幸福 东方 万家 好又来
  四季 宏源 利民 新世纪 安康 鑫鑫 华联 宝丰 平安 双喜 如意`);

export const shopKinds = list(`
  超市 副食店 餐馆 五金店 农资店 药房 理发店 宾馆 幼儿园 汽修厂 茶楼 服装店 家电维修部 面馆
  养殖场 冷库 快递站 洗衣店 网吧 蔬菜批发部`);

export const factoryNames = list(`
  宏达 金鼎 华泰 恒通 远大 盛源 天成 瑞丰 鼎新 中兴 昌盛 德源 兴隆 三友`);

export const factoryKinds = list(`
  建材有限公司 水泥制品厂 食品加工厂 木业有限公司 纺织有限公司 机械制造厂 化肥厂 砖瓦厂
  矿业有限公司 粮油加工厂 包装有限公司`);

/** Those for whom an outage is more than an inconvenience. */
export const importantNames: readonly string[] = [
  '澜溪县人民医院',
  '澜溪县中医院',
  '澜溪县第一中学',
  '澜溪县自来水公司',
  '澜溪县污水处理厂',
  '澜溪县广播电视台',
  '澜溪县客运中心',
  '澜溪县应急指挥中心',
  '澜溪县通信枢纽机房',
  '澜溪县防汛抗旱指挥部',
  '澜溪县天然气公司',
  '澜溪县看守所',
];
