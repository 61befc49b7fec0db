import type { Account, AccountClaims, KoaContextWithOIDC } from 'oidc-provider'
import type { Secrets } from '#ground/secrets.ts'
import type { Identity } from '#support/identity/index.ts'
import type { Directory } from './contract.ts'

/** The latest face or document check an account passed: all of it that anybody is told. */
export type EvidenceOf = (
  realm: string,
  accountId: string,
) => Promise<{ level: string; evidenceId: string; at: string } | undefined>

type People = Pick<Identity, 'parties' | 'accounts' | 'posts'>

/** Claims that each scope opens; `acr`, `amr` and `auth_time` go with every identity token. */
export const claimsOf = {
  openid: ['sub', 'acr', 'amr', 'auth_time', 'person_check'],
  profile: ['name', 'preferred_username'],
  phone: ['phone_number', 'phone_number_verified'],
  id_card: ['id_card_number'],
  mandates: ['mandates'],
  posts: ['posts'],
  sid: null,
  iss: null,
}

/** The person behind an account as the provider sees them; undefined when the account is no more, so its tokens end. */
export function createFindAccount(needs: {
  identity: People
  realm: string
  directory: Directory
  evidenceOf: EvidenceOf
}) {
  const { identity, realm, directory, evidenceOf } = needs
  const kind = directory === 'public' ? 'citizen' : 'official'
  return async (ctx: KoaContextWithOIDC | undefined, id: string): Promise<Account | undefined> => {
    const account = await identity.accounts.findActive(realm, id)
    if (!account || account.kind !== kind) return undefined
    return {
      accountId: id,
      async claims(_use, scope): Promise<AccountClaims> {
        const asked = new Set(scope.split(' '))
        const claims: AccountClaims = { sub: id }
        // Only with a sign-in at that level: the number of an evidence is the same at every program.
        const check = levelOf(ctx) === 'L4' ? await evidenceOf(realm, id) : undefined
        if (check) claims.person_check = { level: check.level, evidence_id: check.evidenceId, at: check.at }
        if (asked.has('profile')) Object.assign(claims, { name: account.name, preferred_username: account.name })
        const { partyId } = account
        if (partyId && (asked.has('phone') || asked.has('id_card'))) {
          const person = await identity.parties.readPerson(realm, partyId)
          if (asked.has('phone') && person.mobile)
            Object.assign(claims, { phone_number: person.mobile, phone_number_verified: true })
          if (asked.has('id_card')) claims.id_card_number = person.idNumber
        }
        if (partyId && asked.has('mandates'))
          claims.mandates = (await identity.parties.mandatesOf(realm, partyId)).map(
            ({ kind: of, name, code, role, until }) => ({
              ...{ kind: of, name, role },
              ...(code ? { code } : {}),
              ...(until ? { until } : {}),
            }),
          )
        if (asked.has('posts')) claims.posts = await identity.posts.postsOf(realm, id)
        return claims
      },
    }
  }
}

/** A number for one person at one program, which nobody can match with the number elsewhere (OpenID Connect Core 8.1). */
export function pairwise(secrets: Secrets, clientId: string, accountId: string): string {
  return secrets.blindIndex(`openid.subject:${clientId}:${accountId}`).toString('base64url')
}

/** The level of the sign-in that a code or a token stands for. */
function levelOf(ctx: KoaContextWithOIDC | undefined): string | undefined {
  const { AuthorizationCode: code, RefreshToken: refresh } = ctx?.oidc.entities ?? {}
  return (code ?? refresh)?.acr
}
