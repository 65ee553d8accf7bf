/** Towns, streets and villages of Lanxi county, and which hall looks after them. */
import type { Area } from '@taizhang/contracts/intake';
import type { UnitKey } from './organisation.data';

const list = (words: string) => words.trim().split(/\s+/);

export type Town = Readonly<{
  name: string;
  area: Area;
  hall: UnitKey;
  /** Share of the customers, in per cent. */
  share: number;
  streets: readonly string[];
  villages: readonly string[];
}>;

export const towns: readonly Town[] = [
  {
    name: '城关镇',
    area: 'urban',
    hall: 'hall-town',
    share: 46,
    streets: list('朝阳路 和平街 人民路 解放路 滨河路 建设路 学府路 文化巷 南门街 西关街 光明路'),
    villages: list('北关村 南园村'),
  },
  {
    name: '东桥镇',
    area: 'rural',
    hall: 'hall-bridge',
    share: 18,
    streets: list('东桥街 兴业路 站前路'),
    villages: list('大桥村 李家湾村 王家坝村 新民村 高岭村 杨柳村'),
  },
  {
    name: '柳河镇',
    area: 'rural',
    hall: 'hall-river',
    share: 14,
    streets: list('柳河街 河滨路'),
    villages: list('上柳村 下柳村 周家沟村 石桥村 桃园村'),
  },
  {
    name: '双龙镇',
    area: 'rural',
    hall: 'hall-bridge',
    share: 9,
    streets: list('双龙街'),
    villages: list('青山村 龙泉村 陈家铺村 红旗村'),
  },
  {
    name: '石门乡',
    area: 'rural',
    hall: 'hall-river',
    share: 7,
    streets: list('石门街'),
    villages: list('石门村 茶园村 马家坡村'),
  },
  {
    name: '白云乡',
    area: 'remote',
    hall: 'hall-river',
    share: 6,
    streets: list('白云街'),
    villages: list('白云村 云顶村 岩口村 老鹰坪村'),
  },
];

export const estates = list(`
  锦绣花园 阳光小区 金桂苑 滨河家园 福临苑 学府名城 翠竹园 电力小区 丽水佳苑 幸福里`);

export const feeders = list('城东线 城西线 东桥线 柳河线 双龙线 石门线 白云线 工业园线');
