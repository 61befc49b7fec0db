import { Compile } from 'typebox/schema'
import type { CompileCheck } from './compile.ts'

/** Makes code of a form's schema, which a browser's content policy forbids: for servers, where forms are judged all day. */
export const compileCheck: CompileCheck = (schema) => {
  const validator = Compile(schema)
  return (answers) => validator.Check(answers)
}
