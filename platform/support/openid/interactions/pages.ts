import type { AssuranceLevel } from '#kernel/actor.ts'
import { type Client, type Scope, scopeWords } from '../contract.ts'
import { type Html, html } from '../pages/html.ts'
import type { Language } from '../pages/look.ts'
import { words } from '../pages/words.ts'

export type Told = {
  language: Language
  /** Where the forms go, and the token that shows they came from this page. */
  action: string
  token: string
  client: Client
}

const named = ({ language, client }: Told) =>
  language === 'zh'
    ? { name: client.name, purpose: client.purpose }
    : { name: client.nameEn, purpose: client.purposeEn }

const hidden = (token: string) => html`<input type="hidden" name="token" value="${token}">`

/** Name and password; what was typed as the name stays after a failure. */
export function signInForm(told: Told, username = ''): { title: string; body: Html } {
  const w = words[told.language]
  const { name } = named(told)
  const title = told.client.directory === 'staff' ? w.signInStaff : w.signIn
  return {
    title,
    body: html`<p class="soft">${w.signInFor(name)}</p>
<form method="post" action="${told.action}/sign-in">${hidden(told.token)}
<div><label for="username">${w.username}</label>
<input id="username" name="username" value="${username}" autocomplete="username" autocapitalize="none" spellcheck="false" required></div>
<div><label for="password">${w.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required></div>
<div class="acts"><button>${w.signIn}</button></div></form>
${cancelForm(told, w.cancel)}`,
  }
}

/** What the program would know, line by line, and what follows from yes and no. */
export function consentForm(
  told: Told,
  asked: { scopes: Scope[]; personName: string; level: AssuranceLevel },
): { title: string; body: Html } {
  const w = words[told.language]
  const { name, purpose } = named(told)
  return {
    title: w.consent(name),
    body: html`<p class="soft">${w.asPerson(asked.personName)} ${w.consentFrom(told.client.owner)}</p>
<section class="panel" aria-labelledby="know"><h2 id="know">${w.willKnow}</h2>
<ul>${asked.scopes.map((scope) => html`<li>${scopeWords[scope][told.language]}</li>`)}</ul></section>
<section class="panel" aria-labelledby="why"><h2 id="why">${w.purpose}</h2><p>${purpose}</p></section>
<form method="post" action="${told.action}/consent">${hidden(told.token)}
<div class="acts"><button name="agree" value="yes">${w.agree}</button>
<button class="quiet" name="agree" value="no">${w.refuse}</button></div></form>
<form method="post" action="${told.action}/another">${hidden(told.token)}
<div class="acts"><button class="quiet">${w.notMe}</button></div></form>
<p class="soft">${w.takeBack}</p>`,
  }
}

/** A check that was begun and waits at its provider. */
export type CheckWaiting = { id: string; url: string; provider: string; simulated: boolean }
/** What the step-up page waits for: a code that was sent, a check that was begun. */
export type Waiting = { sent?: boolean; check?: CheckWaiting }

/** One factor more, for who is signed in and not surely enough: an app's code, or one sent to the phone. */
export function stepUpForm(
  told: Told,
  { mobile, totp, checks, sent, check }: { mobile?: string; totp: boolean; checks: boolean } & Waiting,
): { title: string; body: Html } {
  const w = words[told.language]
  const { name } = named(told)
  const codeForm = (method: 'sms' | 'otp', label: string) => html`<form method="post" action="${told.action}/step-up">
${hidden(told.token)}<input type="hidden" name="method" value="${method}">
<div><label for="code-${method}">${label}</label>
<input id="code-${method}" name="code" class="code" inputmode="numeric" autocomplete="one-time-code" maxlength="6" required></div>
<div class="acts"><button>${w.goOn}</button></div></form>`
  return {
    title: w.stepUp,
    body: html`<p>${w.stepUpText(name)}</p>
${
  mobile && !sent
    ? html`<form method="post" action="${told.action}/code">${hidden(told.token)}
<div class="acts"><button>${w.sendCode(mobile)}</button></div></form>`
    : undefined
}
${mobile && sent ? html`<p role="status">${w.codeSent(mobile)}</p>${codeForm('sms', w.smsCode)}` : undefined}
${totp ? codeForm('otp', w.appCode) : undefined}
${checks ? checkForms(told, check) : undefined}
${mobile || totp || checks ? undefined : html`<p class="panel">${w.noFactor}</p>`}
${cancelForm(told, w.back)}`,
  }
}

/** The provider's page is opened beside this one, which waits: its answer is asked of the provider, not of the address. */
function checkForms(told: Told, check: CheckWaiting | undefined): Html {
  const w = words[told.language]
  const begin = (kind: 'face' | 'document', label: string) => html`<form method="post" action="${told.action}/check">
${hidden(told.token)}<input type="hidden" name="kind" value="${kind}">
<div class="acts"><button class="quiet">${label}</button></div></form>`
  if (!check)
    return html`<p class="soft">${w.checkHelp}</p>${begin('face', w.faceCheck)}${begin('document', w.documentCheck)}`
  return html`<p role="status">${w.checkBy(check.provider)} ${check.simulated ? html`<strong>${w.checkSimulated}</strong>` : undefined}</p>
<p><a href="${check.url}" target="_blank" rel="noreferrer">${w.checkOpen}</a></p>
<form method="post" action="${told.action}/checked">${hidden(told.token)}
<input type="hidden" name="id" value="${check.id}"><input type="hidden" name="url" value="${check.url}">
<input type="hidden" name="provider" value="${check.provider}"><input type="hidden" name="simulated" value="${check.simulated ? 'yes' : ''}">
<div class="acts"><button>${w.checkDone}</button></div></form>`
}

function cancelForm({ action, token }: Told, label: string): Html {
  return html`<form method="post" action="${action}/cancel">${hidden(token)}
<div class="acts"><button class="quiet">${label}</button></div></form>`
}
