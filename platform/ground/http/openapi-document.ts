import { STATUS_CODES } from 'node:http'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Members = { [key: string]: Json }

/**
 * The document that the routes gave, easier to read: a schema with a `title` is told once under that name and referred
 * to, problems have their own media type, and each answer says what it is. Changes nothing that is given.
 */
export function tidyDocument<Document extends object>(document: Document): Document {
  const { components, paths, ...rest } = structuredClone(document) as unknown as Members
  const schemas: Members = { ...membersOf(membersOf(components).schemas) }
  const tidied = nameTitled(paths ?? {}, schemas)
  for (const path of Object.values(membersOf(tidied)))
    for (const operation of Object.values(membersOf(path)).map(membersOf)) {
      tidyParameters(operation.parameters)
      tidyFiles(membersOf(membersOf(operation.requestBody).content))
      tidyAnswers(membersOf(operation.responses))
    }
  const inOrder = Object.fromEntries(Object.entries(schemas).sort(([one], [other]) => (one < other ? -1 : 1)))
  return { ...rest, components: { ...membersOf(components), schemas: inOrder }, paths: tidied } as unknown as Document
}

/** Puts each titled schema among `schemas`, inner ones first, and a reference in its place. */
function nameTitled(value: Json, schemas: Members): Json {
  if (Array.isArray(value)) return value.map((each) => nameTitled(each, schemas))
  if (value === null || typeof value !== 'object') return value
  const inner = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, nameTitled(each, schemas)]))
  if (typeof inner.title !== 'string' || inner.type !== 'object') return inner
  const { title, ...schema } = inner
  const known = schemas[title]
  if (known && JSON.stringify(known) !== JSON.stringify(schema)) return inner
  schemas[title] = schema
  return { $ref: `#/components/schemas/${title}` }
}

/** What has a default is filled in when it is left out, so nobody has to send it. */
function tidyParameters(parameters: Json | undefined): void {
  if (!Array.isArray(parameters)) return
  for (const parameter of parameters.map(membersOf))
    if (membersOf(parameter.schema).default !== undefined && parameter.in !== 'path') delete parameter.required
}

/** A file may be one part of a form, or the body itself. */
function tidyFiles(content: Members): void {
  if (!content['multipart/form-data']) return
  for (const media of Object.keys(content))
    if (media !== 'multipart/form-data') content[media] = { schema: { type: 'string', format: 'binary' } }
}

function tidyAnswers(responses: Members): void {
  for (const [status, answer] of Object.entries(responses)) {
    const told = membersOf(answer)
    if (told.description === 'Default Response')
      told.description = /^[45]/.test(status) ? 'Problem details (RFC 9457)' : (STATUS_CODES[status] ?? status)
    const content = membersOf(told.content)
    const problem = Object.values(content).find(
      (each) => membersOf(membersOf(each).schema).$ref === '#/components/schemas/Problem',
    )
    if (problem) told.content = { 'application/problem+json': problem }
  }
}

function membersOf(value: Json | undefined): Members {
  return value && typeof value === 'object' && !Array.isArray(value) ? value : {}
}
