import { factorProblems } from './factors/problems.ts'
import { lifeProblems } from './life/problems.ts'
import { mandateProblems } from './mandates/problems.ts'
import { recoveryProblems } from './recoveries/problems.ts'

/** What people are told when identity declines, by code: what happened, what is kept, what to do next. */
export const problems = {
  'identity.firm-session': {
    zh: '您是用企业的营业执照登录的，只能替这家企业办事。办自己的事，请退出以后用自己的账号登录。',
    en: 'You signed in with a firm’s licence and act for that firm only. For your own affairs, sign out and sign in with your own account.',
  },
  ...factorProblems,
  ...lifeProblems,
  ...mandateProblems,
  ...recoveryProblems,
  'identity.sign-in-refused': {
    zh: '用户名或密码不对。请检查后再试；连续 5 次不对会锁定 15 分钟。',
    en: 'The username or password is not right. Check and try again; after 5 failures in a row sign-in is locked for 15 minutes.',
  },
  'identity.locked': {
    zh: '连续多次登录失败，已锁定 15 分钟。请稍后再试。',
    en: 'Sign-in is locked for 15 minutes after too many failures. Please try again later.',
  },
  'identity.no-mandate': {
    zh: '您现在不能代表这个主体办事。请由其法定代表人办理，或取得新的授权。',
    en: 'You may not act for this party now. Its legal representative can, or can authorise you.',
  },
  'identity.party-missing': { zh: '没有这个主体。', en: 'There is no such party.' },
  'identity.account-missing': { zh: '没有这个账号。', en: 'There is no such account.' },
  'identity.username-taken': {
    zh: '这个用户名已经有人用了，账号没有建立。请换一个。',
    en: 'This username is taken; no account was made. Choose another.',
  },
  'identity.weak-password': {
    zh: '密码太简单，没有保存。请用 10 至 128 个字符，含大写字母、小写字母、数字、符号中的三种，且不含用户名。',
    en: 'The password is too simple and was not saved. Use 10 to 128 characters of three kinds (capitals, small letters, digits, signs), without the username.',
  },
  'identity.accounts-forbidden': { zh: '只有系统管理员能管理账号。', en: 'Only administrators manage accounts.' },
  'identity.posts-forbidden': {
    zh: '只有系统管理员能任免岗位，且不能给自己任免。',
    en: 'Only administrators appoint to posts and end them, and never their own.',
  },
  'identity.delegation-forbidden': {
    zh: '只有岗位的本人或者系统管理员可以委托这个岗位，受托的岗位不能再委托。没有做任何改动。',
    en: 'Only who holds the post, or an administrator, delegates it; a delegated post is not delegated on. Nothing was changed.',
  },
  'identity.not-delegable': { zh: '这类岗位不能委托。', en: 'A post of this kind is not delegated.' },
  'identity.delegation-period': {
    zh: '委托的起止时间不对，没有保存。请改正。',
    en: 'The time of the delegation is not right; it was not saved. Please correct it.',
  },
  'identity.delegation-to': {
    zh: '只能委托给另一位在用账号的工作人员。',
    en: 'It can be delegated to another official with an account in use only.',
  },
  'identity.delegation-missing': {
    zh: '没有这项委托，或者已经结束。',
    en: 'There is no such delegation, or it has ended.',
  },
  'identity.sessions-forbidden': {
    zh: '只有本人或安全管理员能结束登录。',
    en: 'Only the person or a security officer ends sessions.',
  },
  'identity.review-forbidden': {
    zh: '只有安全管理员能签核权限核查，没有签核。',
    en: 'Only security officers sign the access review off; nothing was signed.',
  },
  'identity.review-missing': { zh: '没有这次签核。', en: 'There is no such sign-off.' },
  'identity.audit-forbidden': { zh: '只有审计员能查看审计日志。', en: 'Only auditors read the audit log.' },
  'identity.duties-conflict': {
    zh: '系统管理员、安全管理员、审计员须由不同的人担任，没有任命。',
    en: 'Administrator, security officer and auditor must be different people; nobody was appointed.',
  },
  'identity.citizen-post': { zh: '岗位只能任命给工作人员账号。', en: 'Only accounts of officials can hold posts.' },
  'identity.scope-beyond-department': {
    zh: '岗位的管辖范围超出了部门所在区划，没有任命。',
    en: "The post would reach beyond its department's division; nobody was appointed.",
  },
  'identity.post-over': {
    zh: '截止时间已经过去，没有任命。',
    en: 'The end of the post is in the past; nobody was appointed.',
  },
  'identity.post-missing': { zh: '没有这个在任岗位。', en: 'There is no such post in force.' },
  'identity.session-missing': { zh: '没有这个登录。', en: 'There is no such session.' },
  'identity.first-administrator-refused': {
    zh: '这个一次性口令无效或已经用过。重新启动服务会打印新的口令（仅在还没有管理员时）。',
    en: 'This one-time token is not valid or was used. A restart prints a new one while there is no administrator.',
  },
}
