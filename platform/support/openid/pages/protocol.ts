import type { errors, KoaContextWithOIDC } from 'oidc-provider'
import type { Client } from '../contract.ts'
import { type Html, html } from './html.ts'
import { pageOf } from './layout.ts'
import { lookOf } from './look.ts'
import { words } from './words.ts'

type Ctx = KoaContextWithOIDC

/** The pages that the protocol itself shows: leaving, codes of kiosks, requests that went wrong. */
export type DevicePages = ReturnType<typeof pagesFor>

export function pagesFor(needs: { publicUrl: string; findClient: (id: string) => Promise<Client | undefined> }) {
  async function show(ctx: Ctx, write: (w: (typeof words)['zh'], name: string) => Shown) {
    const locales = ctx.oidc?.params?.ui_locales
    const look = lookOf(ctx.req.headers, typeof locales === 'string' ? locales : undefined)
    const id = ctx.oidc?.client?.clientId
    const client = id ? await needs.findClient(id) : undefined
    const name = client ? (look.language === 'zh' ? client.name : client.nameEn) : ''
    const shown = write(words[look.language], name)
    const here = ctx.method === 'GET' ? (ctx.req as { originalUrl?: string }).originalUrl : undefined
    ctx.type = 'html'
    ctx.body = pageOf({ ...shown, look, here: here ?? '/' })
  }
  const secret = (ctx: Ctx) => String((ctx.oidc.session as { state?: { secret?: string } } | undefined)?.state?.secret)
  const form = (ctx: Ctx, route: string, inside: Html) =>
    html`<form method="post" action="${ctx.oidc.urlFor(route)}">
<input type="hidden" name="xsrf" value="${secret(ctx)}">${inside}</form>`

  return {
    logout: (ctx: Ctx) =>
      show(ctx, (w) => ({
        title: w.signOut,
        body: form(
          ctx,
          'end_session_confirm',
          html`<p>${w.signOutAsk}</p><div class="acts">
<button name="logout" value="yes">${w.signOutAll}</button><button class="quiet">${w.stay}</button></div>`,
        ),
      })),
    signedOut: (ctx: Ctx) =>
      show(ctx, (w) => ({
        title: w.signedOut,
        body: html`<p>${w.signedOutText}</p><p><a href="/">${w.toPortal}</a></p>`,
      })),
    codeInput: (ctx: Ctx, _form: string, _out?: unknown, error?: { name: string }) =>
      show(ctx, (w) => ({
        title: w.device,
        ...(error ? { trouble: error.name === 'AbortedError' ? w.deviceStopped : w.codeWrong } : {}),
        body: form(
          ctx,
          'code_verification',
          html`<div><label for="user_code">${w.code}</label><p class="soft" id="code-help">${w.deviceHelp}</p>
<input id="user_code" name="user_code" class="code" inputmode="numeric" autocomplete="off" aria-describedby="code-help">
</div><div class="acts"><button>${w.goOn}</button></div>`,
        ),
      })),
    codeConfirm: (ctx: Ctx, _form: string, _client: unknown, _device: unknown, code: string) =>
      show(ctx, (w, name) => ({
        title: w.deviceConfirm,
        body: form(
          ctx,
          'code_verification',
          html`<input type="hidden" name="user_code" value="${code}"><input type="hidden" name="confirm" value="yes">
<p>${w.deviceConfirmText(name)}</p><p class="code panel">${code}</p><p class="soft">${w.deviceWarn}</p>
<div class="acts"><button>${w.deviceYes}</button><button class="quiet" name="abort" value="yes">${w.deviceNo}</button></div>`,
        ),
      })),
    deviceDone: (ctx: Ctx) => show(ctx, (w) => ({ title: w.deviceDone, body: html`<p>${w.deviceDoneText}</p>` })),
    failed: (ctx: Ctx, out: { error: string; error_description?: string }, error: errors.OIDCProviderError | Error) =>
      show(ctx, (w) =>
        error.name === 'SessionNotFound'
          ? { title: w.over, body: html`<p>${w.overText}</p><p><a href="/">${w.toPortal}</a></p>` }
          : {
              title: w.failed,
              body: html`<p>${w.failedText}</p><p class="panel"><code>${out.error}: ${out.error_description ?? ''}</code></p>
<p><a href="/">${w.toPortal}</a></p>`,
            },
      ),
  }
}

type Shown = { title: string; body: Html; trouble?: string }
