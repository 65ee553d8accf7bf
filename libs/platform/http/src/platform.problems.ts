/** The problems any route can answer with, whatever it is for. */
import { defineProblems } from './problem';
import { serverProblems } from './server.problems';

const sendAgain = { zh: '请修正后重新提交。', en: 'Correct it and send it again.' };

/** What the caller sent cannot be read or lacks a header. */
const requests = defineProblems({
  'request-invalid': {
    status: 400,
    title: { zh: '提交的内容有误', en: 'The request is not in order' },
    detail: {
      zh: '有一项或多项内容不符合要求，见 errors。',
      en: 'One or more fields are not as required; see errors.',
    },
    remedy: sendAgain,
  },
  'request-malformed': {
    status: 400,
    title: { zh: '请求无法识别', en: 'The request cannot be read' },
    detail: {
      zh: '请求不符合 HTTP 规范或中途中断。',
      en: 'It does not follow HTTP, or broke off on the way.',
    },
    remedy: sendAgain,
  },
  'json-invalid': {
    status: 400,
    title: { zh: 'JSON 格式错误', en: 'The body is not valid JSON' },
    detail: {
      zh: '请求正文不是合法的 UTF-8 JSON，或含有不允许的键。',
      en: 'The body is not JSON in UTF-8, or holds a key that is not allowed.',
    },
    remedy: sendAgain,
  },
  'idempotency-key-missing': {
    status: 400,
    title: { zh: '缺少 Idempotency-Key', en: 'Idempotency-Key is missing' },
    detail: {
      zh: '每条命令都须带有 Idempotency-Key 请求头，以免重复提交时重复登记。',
      en: 'Every command carries the header Idempotency-Key, so that a repeat is not a second one.',
    },
    remedy: {
      zh: '请为每次操作生成一个新的 UUID 作为 Idempotency-Key，重试时沿用原值。',
      en: 'Send a new UUID as Idempotency-Key for each action, and the same one when repeating it.',
    },
  },
  'body-too-large': {
    status: 413,
    title: { zh: '提交的内容过大', en: 'The body is too large' },
    detail: { zh: '请求正文不得超过 1 MiB。', en: 'A body may have 1 MiB at most.' },
    remedy: { zh: '请精简或分批提交。', en: 'Shorten it or send it in parts.' },
  },
  'address-too-long': {
    status: 414,
    title: { zh: '地址过长', en: 'The address is too long' },
    detail: { zh: '地址中有一段过长。', en: 'A part of the address is too long.' },
    remedy: { zh: '请检查地址。', en: 'Check the address.' },
  },
  'media-type-unsupported': {
    status: 415,
    title: { zh: '不支持的内容类型', en: 'The media type is not supported' },
    detail: {
      zh: '请求正文须为 application/json。',
      en: 'A body must be application/json.',
    },
    remedy: {
      zh: '请以 Content-Type: application/json 提交。',
      en: 'Send it with Content-Type: application/json.',
    },
  },
  'headers-too-large': {
    status: 431,
    title: { zh: '请求头过大', en: 'The headers are too large' },
    detail: { zh: '请求头合计不得超过 16 KiB。', en: 'All headers may have 16 KiB together.' },
    remedy: { zh: '请缩短请求头。', en: 'Shorten the headers.' },
  },
  'request-timeout': {
    status: 408,
    title: { zh: '请求超时', en: 'The request took too long' },
    detail: { zh: '未能及时收到完整的请求。', en: 'The request did not arrive in time.' },
    remedy: { zh: '请重试。', en: 'Send it again.' },
  },
});

/** Who asks, and where. */
const access = defineProblems({
  'not-signed-in': {
    status: 401,
    title: { zh: '尚未登录', en: 'Not signed in' },
    detail: {
      zh: '没有有效的登录凭证，或凭证已过期。',
      en: 'There is no valid token, or it has expired.',
    },
    remedy: { zh: '请登录。', en: 'Sign in.' },
  },
  'not-permitted': {
    status: 403,
    title: { zh: '无权操作', en: 'Not permitted' },
    detail: {
      zh: '您的角色不包含此项权限。',
      en: 'None of your roles has the permission for this.',
    },
    remedy: { zh: '如确需此权限，请联系管理员。', en: 'Ask an administrator if you need it.' },
  },
  'password-change-required': {
    status: 403,
    title: { zh: '须先修改密码', en: 'The password must be changed first' },
    detail: {
      zh: '您使用的是一次性密码。',
      en: 'You signed in with a one-time password.',
    },
    remedy: { zh: '请修改密码后再继续。', en: 'Change the password, then go on.' },
  },
  'no-such-address': {
    status: 404,
    title: { zh: '没有这个地址', en: 'There is no such address' },
    detail: {
      zh: '此地址或此方法不存在。',
      en: 'Nothing answers at this address with this method.',
    },
    remedy: { zh: '请对照 /api/docs 检查地址。', en: 'Compare it with /api/docs.' },
  },
  'not-found': {
    status: 404,
    title: { zh: '未找到', en: 'Not found' },
    detail: { zh: '没有这个编号的记录。', en: 'There is nothing under this id.' },
    remedy: {
      zh: '请检查编号；若刚刚登记，请稍候再查。',
      en: 'Check the id; what was only just recorded may take a moment to appear.',
    },
  },
});

/** Two at once, or the same twice. */
const concurrency = defineProblems({
  refused: {
    status: 409,
    title: { zh: '此时不能这样做', en: 'This cannot be done now' },
    detail: { zh: '业务规则不允许，见 code。', en: 'A rule does not allow it; see code.' },
    remedy: { zh: '请刷新后查看当前状态。', en: 'Reload it and look at its present state.' },
  },
  'changed-meanwhile': {
    status: 409,
    title: { zh: '内容同时被他人修改', en: 'Somebody else changed it at the same time' },
    detail: {
      zh: '多人同时修改同一记录，本次未能登记。',
      en: 'Others changed the same thing again and again, so this was not recorded.',
    },
    remedy: {
      zh: '请以相同的 Idempotency-Key 重试。',
      en: 'Repeat it with the same Idempotency-Key.',
    },
  },
  'revision-stale': {
    status: 412,
    title: { zh: '内容已被他人更新', en: 'It has changed since you saw it' },
    detail: {
      zh: 'If-Match 中的版本不是当前版本，当前版本见 actual。',
      en: 'The revision in If-Match is not the present one, which actual tells.',
    },
    remedy: {
      zh: '请刷新，确认后再提交。',
      en: 'Reload it, look at what changed, and decide again.',
    },
  },
  'idempotency-key-reused': {
    status: 422,
    title: { zh: 'Idempotency-Key 已被使用', en: 'The Idempotency-Key was used before' },
    detail: {
      zh: '相同的 Idempotency-Key 曾用于内容不同的请求。',
      en: 'Another request came with the same Idempotency-Key.',
    },
    remedy: {
      zh: '请为新的操作使用新的 Idempotency-Key。',
      en: 'Use a new Idempotency-Key for a new action.',
    },
  },
  'if-match-missing': {
    status: 428,
    title: { zh: '缺少 If-Match', en: 'If-Match is missing' },
    detail: {
      zh: '修改已有记录须在 If-Match 中说明所见的版本。',
      en: 'Changing a thing requires the revision you have seen, in If-Match.',
    },
    remedy: {
      zh: '请先查询该记录，并将其 ETag 作为 If-Match 提交。',
      en: 'Read it first and send its ETag as If-Match.',
    },
  },
});

export const platformProblems = { ...requests, ...access, ...concurrency, ...serverProblems };
