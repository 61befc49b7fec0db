import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Value } from 'typebox/value'

/**
 * Checks one part of a request against its schema. Bodies are taken as they are; query, path and headers are text, so
 * there "7" may stand for 7 and what is left out takes its default.
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const check = Compile(schema)
  return (given: unknown) => {
    const value = httpPart === 'body' ? given : Value.Convert(schema, Value.Default(schema, given))
    return check.Check(value)
      ? { value }
      : { error: check.Errors(value).filter((found) => found.keyword !== 'boolean') }
  }
}
