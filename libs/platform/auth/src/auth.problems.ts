/** What can go wrong with signing in and with accounts. */
import { defineProblems } from '@taizhang/platform/http';

export const authProblems = defineProblems({
  'sign-in-failed': {
    status: 401,
    title: { zh: '登录失败', en: 'Signing in failed' },
    detail: { zh: '用户名或密码不正确。', en: 'The username or the password is wrong.' },
    remedy: {
      zh: '请重新输入；忘记密码请联系管理员。',
      en: 'Try again; ask an administrator if you forgot the password.',
    },
  },
  'too-many-attempts': {
    status: 429,
    title: { zh: '尝试次数过多', en: 'Too many attempts' },
    detail: { zh: '连续登录失败，已暂时锁定。', en: 'Signing in failed too often in a row.' },
    remedy: {
      zh: '请等待片刻后再试。',
      en: 'Wait a while, then try again.',
    },
  },
  'built-in-sign-in-off': {
    status: 404,
    title: { zh: '未启用本系统账号', en: 'There are no accounts of our own' },
    detail: { zh: '本系统通过单点登录认证。', en: 'People sign in through single sign-on here.' },
    remedy: { zh: '请使用单点登录。', en: 'Use single sign-on; see /api/auth/methods.' },
  },
  'current-password-wrong': {
    status: 403,
    title: { zh: '当前密码不正确', en: 'The current password is wrong' },
    detail: { zh: '修改密码须提供当前密码。', en: 'Changing it takes the current password.' },
    remedy: { zh: '请重新输入当前密码。', en: 'Enter the current password again.' },
  },
  'password-too-weak': {
    status: 400,
    title: { zh: '新密码不符合要求', en: 'The new password is too weak' },
    detail: {
      zh: '新密码须为 10 至 200 个字符，不同于旧密码，不含用户名，且不由少数字符重复而成；原因见 reason。',
      en: 'It must have 10 to 200 characters, differ from the old one, not contain the username and not repeat a few characters; see reason.',
    },
    remedy: { zh: '请另选一个密码。', en: 'Choose another password.' },
  },
  'username-taken': {
    status: 409,
    title: { zh: '用户名已被使用', en: 'The username is taken' },
    detail: { zh: '另一名员工使用此用户名。', en: 'Somebody else has this username.' },
    remedy: { zh: '请另选一个用户名。', en: 'Choose another username.' },
  },
  'account-missing': {
    status: 404,
    title: { zh: '没有此账号', en: 'There is no such account' },
    detail: { zh: '该员工没有登录账号。', en: 'This member of staff has no account here.' },
    remedy: { zh: '请检查员工编号。', en: 'Check the id of the member of staff.' },
  },
  'other-unit': {
    status: 403,
    title: { zh: '不属于本单位', en: 'It belongs to another unit' },
    detail: {
      zh: '您只能办理由本单位处理的事项。',
      en: 'You may only act on what your own unit must act on.',
    },
    remedy: { zh: '请由责任单位或主管办理。', en: 'Leave it to that unit or to a supervisor.' },
  },
});
