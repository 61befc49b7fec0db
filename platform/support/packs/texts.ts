import Type from 'typebox'
import { Errors } from 'typebox/schema'
import type { PackKind, Source } from './contract.ts'
import { shapeProblems } from './shape.ts'

/** `texts/zh.yaml`, `texts/en.yaml`: sentences by key. `version` rises with each change, as everywhere in packs. */
export const TextFile = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    texts: Type.Record(
      Type.String({ pattern: '^[a-z][a-zA-Z0-9.-]{0,80}$' }),
      Type.String({ minLength: 1, maxLength: 4000 }),
    ),
  },
  { additionalProperties: false },
)

/** Texts of packs. Each key stands in both languages; the artefact's key is `PACK-zh` or `PACK-en`. */
export const textsKind: PackKind = {
  kind: 'texts',
  folder: 'texts',
  extensions: ['.yaml'],
  identify: ({ file, data }, { name }) => ({ key: `${name}-${languageOf(file)}`, version: versionOf(data) }),
  check(source, context) {
    const found = shapeProblems(source, TextFile, 'texts')
    const language = languageOf(source.file)
    if (language !== 'zh' && language !== 'en') {
      const mend = 'Name it texts/zh.yaml or texts/en.yaml.'
      return [
        source.problem('', { code: 'texts.language', message: `"${language}" is no language of the platform`, mend }),
      ]
    }
    if (found.length > 0) return found
    const other = language === 'zh' ? 'en' : 'zh'
    const theirs = keysOf(context.find('texts', `${context.pack.name}-${other}`))
    return [...keysOf(source.data)]
      .filter((key) => !theirs.has(key))
      .map((key) => {
        const message = `"${key}" has no text in ${other}`
        return source.problem(`/texts/${key}`, {
          code: 'texts.one-language',
          message,
          mend: `Add it to texts/${other}.yaml.`,
        })
      })
  },
}

function languageOf(file: string): string {
  return file.replace(/^.*\//, '').replace(/\.yaml$/, '')
}

function versionOf(data: Source['data']): number {
  return Errors(TextFile, data)[0] ? (data as { version: number }).version : 1
}

function keysOf(content: unknown): Set<string> {
  return Errors(TextFile, content)[0] ? new Set(Object.keys((content as { texts: object }).texts)) : new Set()
}
