import { type CompiledModel, compileExpression, compileModel, evaluate, fromFeel, type Json, toFeel } from './index.ts'

/** Evaluates FEEL over JSON variables and gives JSON back; `now` is a fixed instant. */
export function feel(text: string, scope: Record<string, unknown> = {}): Json {
  const variables = new Map(Object.entries(scope).map(([name, value]) => [name, toFeel(value)]))
  const compiled = compileExpression(text, { names: variables.keys() })
  return fromFeel(evaluate(compiled, variables, { now: new Date('2026-11-22T01:02:03Z'), zone: 'Asia/Shanghai' }).value)
}

/** A DMN 1.5 model around the given elements. */
export function modelXml(elements: string, attributes = 'name="model" namespace="urn:model"'): string {
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" ${attributes}>${elements}</definitions>`
}

export function modelOf(elements: string): CompiledModel {
  return compileModel(modelXml(elements))
}

/** An input datum of a type. */
export function input(name: string, type: string): string {
  return `<inputData id="${name}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`
}

/** A decision over other elements, with a boxed expression as its logic. */
export function decision(name: string, needs: readonly string[], logic: string, type = 'Any'): string {
  const requirement = (id: string) =>
    `<informationRequirement><required${/^[A-Z]/.test(id) ? 'Decision' : 'Input'} href="#${id}"/></informationRequirement>`
  const requirements = needs.map(requirement).join('')
  return `<decision id="${name}" name="${name}"><variable name="${name}" typeRef="${type}"/>${requirements}${logic}</decision>`
}

/** FEEL text as a literal expression. */
export function literal(text: string): string {
  return `<literalExpression><text><![CDATA[${text}]]></text></literalExpression>`
}
