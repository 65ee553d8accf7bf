import { defineProblems } from '@taizhang/platform/http';

export const viewProblems = defineProblems({
  'not-yet-known': {
    status: 404,
    title: { zh: '当时尚未登记', en: 'Not known yet' },
    detail: { zh: '那一时刻还没有这件投诉。', en: 'Nothing was known of it at that moment.' },
    remedy: { zh: '请选择更晚的时刻。', en: 'Choose a later moment.' },
  },
  'seal-refused': {
    status: 409,
    title: { zh: '账本未能封印', en: 'The ledger could not be sealed' },
    detail: {
      zh: '现有账本与已签署的封印不符，或签名密钥不在，因此不能导出案卷。',
      en: 'The ledger does not fit its signed seals, or the key that signs is not here.',
    },
    remedy: {
      zh: '请运维人员运行 taizhang verify 查看原因。',
      en: 'Have an operator run "taizhang verify" to see why.',
    },
  },
  'rebuild-running': {
    status: 409,
    title: { zh: '正在重建', en: 'Rebuild running' },
    detail: { zh: '这个读模型已在重建。', en: 'This read model is being rebuilt already.' },
    remedy: { zh: '请等待完成，或先取消。', en: 'Wait until it is done, or cancel it first.' },
  },
  'rebuild-not-running': {
    status: 409,
    title: { zh: '没有正在进行的重建', en: 'No rebuild running' },
    detail: { zh: '没有可以取消的重建。', en: 'There is nothing to cancel.' },
    remedy: { zh: '无需处理。', en: 'Nothing is to be done.' },
  },
});
