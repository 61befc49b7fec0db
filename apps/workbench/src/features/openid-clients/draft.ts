import type { ClientKind, Directory, NewClient, Scope } from '@zhengtong/platform/support/openid/contract.ts'

/** A registration as it is being written: addresses one a line, keys as text. */
export type Drafted = Record<
  | 'name'
  | 'nameEn'
  | 'purpose'
  | 'purposeEn'
  | 'owner'
  | 'redirectUris'
  | 'signedOutUris'
  | 'backchannelLogoutUri'
  | 'jwks'
  | 'level',
  string
> & { directory: Directory; kind: ClientKind; scopes: string[] }

export const firstDraft: Drafted = {
  ...{ name: '', nameEn: '', purpose: '', purposeEn: '', owner: '', jwks: '', level: '' },
  ...{ redirectUris: '', signedOutUris: '', backchannelLogoutUri: '' },
  ...{ directory: 'public', kind: 'web', scopes: ['profile'] },
}

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** The keys of a JWKS, or undefined when the text is none. */
export function parseKeys(text: string): NonNullable<NewClient['jwks']> | undefined {
  try {
    const { keys } = JSON.parse(text) as { keys?: Record<string, unknown>[] }
    return Array.isArray(keys) && keys.length > 0 ? { keys } : undefined
  } catch {
    return undefined
  }
}

export function toClient(draft: Drafted, offered: readonly Scope[]): NewClient {
  const { name, nameEn, purpose, purposeEn, owner, kind, level } = draft
  const sits = kind === 'web' || kind === 'native'
  const backchannelLogoutUri = draft.backchannelLogoutUri.trim()
  const keys = kind === 'device' ? parseKeys(draft.jwks) : undefined
  return {
    ...{ name, nameEn, purpose, purposeEn, owner, kind },
    directory: kind === 'system' ? 'public' : draft.directory,
    scopes: kind === 'system' ? [...offered] : ['openid', ...offered.filter((scope) => draft.scopes.includes(scope))],
    ...(sits ? { redirectUris: lines(draft.redirectUris), signedOutUris: lines(draft.signedOutUris) } : {}),
    ...(sits && backchannelLogoutUri ? { backchannelLogoutUri } : {}),
    ...(keys ? { jwks: keys } : {}),
    ...(level && kind !== 'system' ? { level: level as NonNullable<NewClient['level']> } : {}),
  }
}
