import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Check as fits } from 'typebox/value'
import { Refusal } from '#kernel/errors.ts'
import { parseStrictJson } from '#kernel/strict-json.ts'
import { checkCaseFile, looksLikeArchive } from '#support/case-files/index.ts'
import { checkBundle, readBundle } from '#support/credentials/index.ts'
import { RootKeys } from '#support/keys/index.ts'

export type VerifyIo = { out: (text: string) => void; err: (text: string) => void }

const usage = `用法 Usage: zt verify FILE [--root ROOTFILE] [--json]

  断网核验一张证照的验证文件（JSON）或者一份案卷（ZIP）：内容、签名、印章密钥、账本位置，逐项说明。
  Checks a credential's bundle or a case file offline: content, signature, seal key, place in the log, step by step.

  --root FILE   您信任的根密钥（/log/keys 的回答或其中的 root）；不给出时用文件自带的，并提醒核对指纹
                the root you trust, as /log/keys answers it; without it the bundle's own is used, with a warning
  --json        最后一行是一个 JSON 对象 · one JSON object on the last line

全部成立时退出码为 0。Exit 0 only if every step holds.
`

/** `zt verify FILE`: exit 0 when every step holds, 1 when one does not or the file cannot be read, 2 when the command is wrong. */
export const verifyCommand = {
  name: 'verify',
  summary: '断网核验证照、案卷 · verify a credential or a case file, and its place in the log, offline',
  async run(args: string[], io: VerifyIo): Promise<number> {
    const wanted = readArgs(args)
    if (wanted === 'help') {
      io.out(usage)
      return 0
    }
    if (!wanted) {
      io.err(usage)
      return 2
    }
    try {
      const bytes = await read(wanted.file)
      const root = wanted.root ? readRoot((await read(wanted.root)).toString('utf8')) : undefined
      const { title, about, checks } = looksLikeArchive(bytes) ? checkArchive(bytes, root) : checkPaper(bytes, root)
      const ok = checks.every((each) => each.ok)
      if (!wanted.json) {
        io.out(`${title}\n`)
        for (const each of checks)
          io.out(`${each.ok ? (each.open ? '?' : '✓') : '✗'} ${each.title} · ${each.titleEn}\n    ${each.detail}\n`)
        io.out(
          `${ok ? '全部成立。现在的状态请联网查询。 Every step holds; ask online for its status today.' : '有一项或多项不成立，不要相信这份文件。 A step fails: do not trust it.'}\n`,
        )
      } else {
        io.out(`${JSON.stringify({ ok, rootPinned: root !== undefined, ...about, checks })}\n`)
      }
      return ok ? 0 : 1
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (wanted.json) io.out(`${JSON.stringify({ ok: false, code: error.code, message: error.message })}\n`)
      else io.err(`${error.code}: ${error.message}\n`)
      return 1
    }
  },
}

function checkPaper(bytes: Buffer, root: RootKeys | undefined) {
  const bundle = readBundle(bytes.toString('utf8'))
  const { record } = bundle
  return {
    title: `${record.type.name} ${record.number}　${record.issuer.name}　${record.issued}`,
    about: { identifier: record.identifier, number: record.number, type: record.type.name },
    checks: checkBundle(bundle, root),
  }
}

function checkArchive(bytes: Buffer, root: RootKeys | undefined) {
  const { manifest, checks } = checkCaseFile(bytes, root)
  const { caseNo, itemName, madeAt, madeFor } = manifest
  return { title: `案卷 ${itemName} ${caseNo}　${madeAt}`, about: { caseNo, itemName, madeAt, madeFor }, checks }
}

function readArgs(args: string[]): { file: string; root?: string; json: boolean } | 'help' | undefined {
  const options = { root: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } } as const
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true, strict: true })
    if (values.help) return 'help'
    const [file, ...more] = positionals
    if (!file || more.length > 0) return undefined
    return { file, json: values.json === true, ...(values.root ? { root: values.root } : {}) }
  } catch {
    // parseArgs throws for options it does not know: the usage tells those that exist.
    return undefined
  }
}

/** A path is meant from where the command was typed, which npm keeps apart from the folder it runs in. */
async function read(path: string): Promise<Buffer> {
  const from = process.env.INIT_CWD
  try {
    return await readFile(from && !path.startsWith('/') ? join(from, path) : path)
  } catch (error) {
    throw new Refusal('missing', 'verify.unreadable', error instanceof Error ? error.message : String(error))
  }
}

function readRoot(text: string): RootKeys {
  const value = parseStrictJson(text)
  const root = typeof value === 'object' && value !== null && 'root' in value ? value.root : value
  if (!fits(RootKeys, root)) throw new Refusal('invalid', 'verify.bad-root', 'The root file holds no root keys')
  return root
}
