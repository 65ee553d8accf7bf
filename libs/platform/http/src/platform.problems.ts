/** The problems any route can answer with, whatever it is for. */
import { defineProblems } from './problem';

const sendAgain = { zh: '请修正后重新提交。', en: 'Correct it and send it again.' };
const waitAndRepeat = {
  zh: '请稍候片刻，再原样重试。',
  en: 'Wait a little, then repeat it as it was.',
};

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

/** Not the caller's fault. */
const server = defineProblems({
  'internal-error': {
    status: 500,
    title: { zh: '系统内部错误', en: 'Something failed on our side' },
    detail: {
      zh: '系统出现意外错误，已记录。',
      en: 'An unexpected error occurred and was logged.',
    },
    remedy: {
      zh: '请稍后重试；如仍出现，请将关联编号告知运维人员。',
      en: 'Try again later; if it stays, tell the operators the correlation id.',
    },
  },
  'record-unreadable': {
    status: 500,
    title: { zh: '登记内容无法读取', en: 'What is recorded cannot be read' },
    detail: {
      zh: '台账中的有关事件被改动、缺失，或由更新的版本写入。',
      en: 'An event of it was changed, is missing, or was written by a newer release.',
    },
    remedy: {
      zh: '请勿重复操作，并将关联编号告知运维人员，由其核验台账。',
      en: 'Do not repeat it; tell the operators the correlation id: they verify the ledger.',
    },
  },
  'outcome-unknown': {
    status: 503,
    title: { zh: '结果未知', en: 'The outcome is unknown' },
    detail: {
      zh: '台账未及时应答，操作可能已登记，也可能未登记。',
      en: 'The ledger did not answer in time: this may or may not have been recorded.',
    },
    remedy: {
      zh: '请以相同的 Idempotency-Key 和相同内容重试，不会重复登记。',
      en: 'Repeat the same request with the same Idempotency-Key; it is recorded only once.',
    },
  },
  'access-not-recorded': {
    status: 503,
    title: { zh: '查看无法留痕', en: 'Looking cannot be recorded' },
    detail: {
      zh: '个人信息每次被查看都须留痕，而目前无法记录。',
      en: 'Whoever looks at personal data is recorded, and at the moment that is not possible.',
    },
    remedy: waitAndRepeat,
  },
  'view-behind': {
    status: 503,
    title: { zh: '视图尚未更新', en: 'The view is still behind' },
    detail: {
      zh: '刚才的操作已登记，但查询视图尚未更新到该位置。',
      en: 'What was recorded is safe, but the view has not reached that position yet.',
    },
    remedy: waitAndRepeat,
  },
  'record-parked': {
    status: 409,
    title: { zh: '记录暂时无法显示', en: 'This cannot be shown yet' },
    detail: {
      zh: '它已登记，但有关事件无法计入查询视图，已搁置。',
      en: 'It is recorded, but its events could not be taken into the view and are parked.',
    },
    remedy: {
      zh: '没有内容丢失。请勿重复登记，并告知运维人员处理搁置的事件。',
      en: 'Nothing is lost. Do not record it again; tell the operators that something is parked.',
    },
  },
  'temporarily-unavailable': {
    status: 503,
    title: { zh: '服务暂不可用', en: 'Temporarily unavailable' },
    detail: {
      zh: '系统的某一部分暂时无法连接。',
      en: 'A part that this needs cannot be reached at the moment.',
    },
    remedy: {
      zh: '请稍候片刻，再原样重试；如仍出现，请将关联编号告知运维人员，其原因在服务日志中。',
      en:
        'Wait a little, then repeat it as it was; if it stays, tell the operators the correlation ' +
        'id: the log of the service says why.',
    },
  },
  'store-locked-out': {
    status: 503,
    title: { zh: '存储拒绝本系统登录', en: 'The store does not let the platform in' },
    detail: {
      zh: '保存数据的服务器不接受本系统的用户名、密码或权限，本次未能办理。',
      en: 'The server that keeps the data refuses the account of the platform: nothing was done.',
    },
    remedy: {
      zh: '请将关联编号告知运维人员，由其恢复该用户的密码或权限；之后原样重新提交。',
      en: 'Tell the operators the correlation id: they restore the account. Then repeat it as it was.',
    },
  },
  'not-ready': {
    status: 503,
    title: { zh: '尚未就绪', en: 'Not ready' },
    detail: { zh: '有检查项未通过，见 checks。', en: 'A check fails; see checks.' },
    remedy: {
      zh: '请查看未通过项的日志。',
      en: 'Look into the log of the part that fails.',
    },
  },
});

export const platformProblems = { ...requests, ...access, ...concurrency, ...server };
