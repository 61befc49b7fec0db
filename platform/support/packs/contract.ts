import Type, { type Static } from 'typebox'
import type { Problem, ProblemInput } from './problem.ts'

export type { Problem, ProblemInput } from './problem.ts'

export const PackKey = Type.String({ pattern: '^[a-z][a-z0-9-]{0,40}$' })

/** One file of a pack, with its place for every value. */
export type Source = {
  /** Path inside the pack with forward slashes: `forms/application.yaml`. */
  file: string
  text: string
  /** What YAML or JSON says; undefined for other files. */
  data: unknown
  /** Mistakes of the YAML itself. */
  syntax: Problem[]
  /** A problem at a JSON pointer into `data`; where the pointer leads nowhere, at the nearest value above. */
  problem(pointer: string, problem: ProblemInput): Problem
  /** A problem at an offset of the text. */
  problemAt(offset: number, problem: ProblemInput): Problem
}

/** `pack.yaml`: what the folder around it is. */
export const PackHeader = Type.Object(
  {
    name: PackKey,
    version: Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$', description: 'Of the pack as a whole: 1.0.0' }),
    title: Type.String({ minLength: 1, maxLength: 100 }),
    titleEn: Type.String({ minLength: 1, maxLength: 100 }),
    description: Type.Optional(Type.String({ maxLength: 2000 })),
    requires: Type.Optional(Type.Array(PackKey, { maxItems: 50, description: 'Packs whose things this one names' })),
    demo: Type.Optional(
      Type.Boolean({ description: 'Holds invented people or firms; refused in the production profile' }),
    ),
    validFrom: Type.Optional(
      Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'First day its versions are in force' }),
    ),
  },
  { additionalProperties: false },
)
export type PackHeader = Static<typeof PackHeader>

/** Something a pack holds, addressed for ever by kind, key and version: cases and credentials keep the version they were made under. */
export type Artefact<Content = unknown> = {
  kind: string
  key: string
  version: number
  pack: string
  content: Content
  /** SHA-256 in hex of the canonical content. */
  checksum: string
  /** First day in force, `YYYY-MM-DD`. */
  validFrom: string
}

/** A thing named by another, which must exist in the pack or in one it requires. */
export type Reference = { kind: string; key: string; pointer: string }

/** What a check may ask about the rest of the pack and the packs it requires. */
export type PackContext = {
  pack: PackHeader
  /** Parsed content by kind and key, of this pack or a required one. */
  find(kind: string, key: string): unknown
  list(kind: string): { key: string; content: unknown }[]
  /** Whether it is this pack's own, not one of a pack it requires. */
  owns(kind: string, key: string): boolean
}

/**
 * One kind of thing that packs hold, named by the module that owns it. Register it in compose and in the command line; the
 * loader then reads, checks and installs its files.
 */
export type PackKind = {
  kind: string
  /** Folder in the pack: `forms`. */
  folder: string
  /** `['.yaml']`, or `['.bpmn']`, `['.dmn']` whose source has text and no data. */
  extensions: readonly string[]
  /**
   * Key and version of a file. Without it both stand in the YAML as `key` and `version`; for a file that is not YAML the key
   * is its name and the version its `versionTag="2"` attribute, else 1.
   */
  identify?(source: Source, pack: PackHeader): { key: string; version: number } | undefined
  /** What is kept and handed out; without it the YAML data, or the text of a file that is not YAML. */
  content?(source: Source): unknown
  /** Everything wrong in one file. Throw nothing; `source.problem(pointer, …)` finds line and column. */
  check(source: Source, context: PackContext): Problem[] | Promise<Problem[]>
  /** What the content names elsewhere; the loader tells what does not exist. Runs on content that passed `check`. */
  references?(content: unknown): Reference[]
  /** False for what is only checked and run, never installed: examples. */
  installed?: boolean
}

export const problems = {
  'packs.invalid': {
    zh: '这个业务包有错误，没有安装。请按列出的文件和行号改正后再试。',
    en: 'The pack has mistakes and was not installed. Mend the lines named and try again.',
  },
  'packs.same-version': {
    zh: '同一版本的内容不能改变。请提高版本号再安装。',
    en: 'A version, once installed, never changes. Raise the version number and install again.',
  },
  'packs.taken': {
    zh: '这个名称已属于另一个业务包。请改用别的名称。',
    en: 'Another pack has something of this kind and key. Choose another key.',
  },
  'packs.requires-missing': { zh: '需要的业务包还没有安装。', en: 'A pack that this one requires is not installed.' },
  'packs.demo-in-production': {
    zh: '演示数据不能装进正式环境。',
    en: 'A pack with invented people cannot be installed in production.',
  },
  'packs.missing': { zh: '没有找到这份配置，可能已停用。', en: 'There is no such thing in the installed packs.' },
}
