import { relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'

export type Profile = 'demo' | 'production'
export type Role = 'web' | 'worker'

/** Everything the outside may decide about one server, read once in main.ts, frozen, and passed down. */
export type Config = {
  profile: Profile
  host: string
  port: number
  publicUrl: string
  dataDir: string
  packsDir: string
  workers: number
  roles: Role[]
  realm: string
  databaseUrl?: string
  s3Url?: string
  masterKeyFile?: string
  /** Other bodies' systems that flows may ask. */
  systemsFile?: string
  /** The ways messages leave the house: gateways, mail servers, messengers. */
  messagesFile?: string
  /** The payment channels and the bank, see payments/channels/settings.ts. */
  paymentsFile?: string
  /** Who witnesses our log, whose logs we witness, and the chain its heads are anchored to. */
  evidenceFile?: string
  /** Where developers try things out; the demo profile is its own sandbox. */
  sandboxUrl?: string
  /** The identity centre above us, see federation/settings.ts. */
  identityCentreFile?: string
  /** Where exchange batches go, and the file with the shared key (64 hex digits) that signs them. */
  provinceUrl?: string
  provinceKeyFile?: string
  /** Where closed cases are handed over, and the file with the shared key that signs them. */
  archiveUrl?: string
  archiveKeyFile?: string
  /** The treasury's system of receipts, and the file with the shared key that signs what goes there. */
  treasuryUrl?: string
  treasuryKeyFile?: string
  /** 'software' keeps signing keys sealed in the database: for trials; production must say it knows. */
  signer: 'software' | 'hsm' | 'unset'
  /** Where the HSM is that makes and keeps signing keys. */
  kmsFile?: string
  rateLimit: number
  /** Seconds for which timers wait after the machine's clock leapt forward. */
  clockHold: number
  trustProxy: boolean
  logLevel: string
}

const options = {
  port: { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string' },
  profile: { type: 'string' },
  workers: { type: 'string' },
  roles: { type: 'string' },
} as const

/**
 * Reads the command line first, then the environment. Throws an Error that names every setting it cannot accept;
 * in the production profile that includes insecure ones.
 */
export function readConfig(args: string[], env: Record<string, string | undefined>, root: string): Config {
  const { values } = parseArgs({ args, options, allowPositionals: false, strict: true })
  const problems: string[] = []
  const oneOf = <T extends string>(name: string, value: string, allowed: readonly T[]): T => {
    if ((allowed as readonly string[]).includes(value)) return value as T
    problems.push(`${name}: "${value}" is not one of ${allowed.join(', ')}`)
    return allowed[0]!
  }
  const whole = (name: string, value: string, min: number, max: number): number => {
    const number = Number(value)
    if (Number.isInteger(number) && number >= min && number <= max) return number
    problems.push(`${name}: "${value}" is not a whole number from ${min} to ${max}`)
    return min
  }

  const profile = oneOf('ZT_PROFILE', values.profile ?? env.ZT_PROFILE ?? 'demo', ['demo', 'production'])
  const port = whole('PORT', values.port ?? env.PORT ?? '8080', 0, 65535)
  const host = values.host ?? env.ZT_HOST ?? '127.0.0.1'
  const config: Config = {
    profile,
    host,
    port,
    publicUrl: (env.ZT_PUBLIC_URL ?? `http://${host === '::1' ? '[::1]' : host}:${port}`).replace(/\/$/, ''),
    dataDir: resolve(values.data ?? env.ZT_DATA ?? `${root}/data`),
    packsDir: resolve(env.ZT_PACKS ?? `${root}/packs`),
    workers: whole('ZT_WORKERS', values.workers ?? env.ZT_WORKERS ?? '1', 1, 64),
    roles: (values.roles ?? env.ZT_ROLES ?? 'web,worker')
      .split(',')
      .map((role) => oneOf('ZT_ROLES', role.trim(), ['web', 'worker'])),
    realm: env.ZT_REALM ?? '441900',
    signer: oneOf('ZT_SIGNER', env.ZT_SIGNER ?? (profile === 'demo' ? 'software' : 'unset'), [
      'software',
      'hsm',
      'unset',
    ]),
    rateLimit: whole('ZT_RATE_LIMIT', env.ZT_RATE_LIMIT ?? (profile === 'demo' ? '6000' : '600'), 1, 10_000_000),
    clockHold: whole('ZT_CLOCK_HOLD', env.ZT_CLOCK_HOLD ?? '600', 0, 86_400),
    trustProxy: env.ZT_TRUST_PROXY === 'true',
    logLevel: oneOf('ZT_LOG', env.ZT_LOG ?? 'info', ['fatal', 'error', 'warn', 'info', 'debug', 'silent']),
    ...(env.DATABASE_URL ? { databaseUrl: env.DATABASE_URL } : {}),
    ...(env.S3_URL ? { s3Url: env.S3_URL } : {}),
    ...(env.ZT_SYSTEMS ? { systemsFile: resolve(env.ZT_SYSTEMS) } : {}),
    ...(env.ZT_MESSAGES ? { messagesFile: resolve(env.ZT_MESSAGES) } : {}),
    ...(env.ZT_PAYMENTS ? { paymentsFile: resolve(env.ZT_PAYMENTS) } : {}),
    ...(env.ZT_KMS ? { kmsFile: resolve(env.ZT_KMS) } : {}),
    ...(env.ZT_EVIDENCE ? { evidenceFile: resolve(env.ZT_EVIDENCE) } : {}),
    ...(env.ZT_SANDBOX_URL ? { sandboxUrl: env.ZT_SANDBOX_URL.replace(/\/$/, '') } : {}),
    ...(env.ZT_IDENTITY_CENTRE ? { identityCentreFile: resolve(env.ZT_IDENTITY_CENTRE) } : {}),
    ...(env.ZT_PROVINCE_URL ? { provinceUrl: env.ZT_PROVINCE_URL } : {}),
    ...(env.ZT_PROVINCE_KEY_FILE ? { provinceKeyFile: resolve(env.ZT_PROVINCE_KEY_FILE) } : {}),
    ...(env.ZT_ARCHIVE_URL ? { archiveUrl: env.ZT_ARCHIVE_URL } : {}),
    ...(env.ZT_ARCHIVE_KEY_FILE ? { archiveKeyFile: resolve(env.ZT_ARCHIVE_KEY_FILE) } : {}),
    ...(env.ZT_TREASURY_URL ? { treasuryUrl: env.ZT_TREASURY_URL } : {}),
    ...(env.ZT_TREASURY_KEY_FILE ? { treasuryKeyFile: resolve(env.ZT_TREASURY_KEY_FILE) } : {}),
    ...(env.ZT_MASTER_KEY_FILE ? { masterKeyFile: resolve(env.ZT_MASTER_KEY_FILE) } : {}),
  }
  if (!/^[0-9a-z-]{2,32}$/.test(config.realm)) problems.push('ZT_REALM: 2 to 32 of a-z, 0-9 and "-"')
  if (config.sandboxUrl && !URL.canParse(config.sandboxUrl)) problems.push('ZT_SANDBOX_URL: not an address')
  if (config.provinceUrl && !config.provinceKeyFile)
    problems.push('ZT_PROVINCE_KEY_FILE: name the file with the 64 hex digits that sign what goes to ZT_PROVINCE_URL')
  if (config.archiveUrl && !config.archiveKeyFile)
    problems.push('ZT_ARCHIVE_KEY_FILE: name the file with the 64 hex digits that sign what goes to ZT_ARCHIVE_URL')
  if (config.treasuryUrl && !config.treasuryKeyFile)
    problems.push('ZT_TREASURY_KEY_FILE: name the file with the 64 hex digits that sign what goes to ZT_TREASURY_URL')
  if (config.signer === 'hsm' && !config.kmsFile)
    problems.push('ZT_KMS: name the file that says where the HSM is, since ZT_SIGNER=hsm')
  if (profile === 'production') problems.push(...insecureSettings(config, env))
  if (problems.length > 0) throw new Error(`These settings need a change:\n- ${problems.join('\n- ')}`)
  return Object.freeze(config)
}

/** Names each setting a city must not run on. The production profile refuses to start while one is left. */
function insecureSettings(config: Config, env: Record<string, string | undefined>): string[] {
  const found: string[] = []
  if (!env.ZT_PUBLIC_URL?.startsWith('https://'))
    found.push('ZT_PUBLIC_URL: must be the https:// address people use, since sessions travel over it')
  if (!config.masterKeyFile)
    found.push('ZT_MASTER_KEY_FILE: name a file with 64 hex digits, kept outside the data folder and backed up apart')
  else if (!relative(config.dataDir, config.masterKeyFile).startsWith('..'))
    found.push('ZT_MASTER_KEY_FILE: lies in the data folder, so whoever copies the data has the key as well')
  if (config.provinceUrl && !config.provinceUrl.startsWith('https://'))
    found.push('ZT_PROVINCE_URL: must be https://, since personal data travels over it')
  if (config.archiveUrl && !config.archiveUrl.startsWith('https://'))
    found.push('ZT_ARCHIVE_URL: must be https://, since whole case files travel over it')
  if (config.treasuryUrl && !config.treasuryUrl.startsWith('https://'))
    found.push('ZT_TREASURY_URL: must be https://, since names of payers travel over it')
  if (config.signer === 'unset')
    found.push(
      'ZT_SIGNER: no hardware signer is configured; set ZT_SIGNER=hsm and ZT_KMS, or ZT_SIGNER=software only to accept keys kept in software',
    )
  if (config.databaseUrl && /:\/\/[^/]*:(postgres|password|123456|admin)@/.test(config.databaseUrl))
    found.push('DATABASE_URL: its password is a well-known default')
  if (config.logLevel === 'debug') found.push('ZT_LOG: debug writes more than operators may see')
  return found
}
