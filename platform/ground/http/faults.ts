import type { FastifyError } from 'fastify'
import type { Fault } from '#kernel/errors.ts'

const sentences: Record<string, (params: Record<string, unknown>) => string> = {
  required: (p) => `缺少“${[p.requiredProperties ?? p.missingProperty].flat().join('、')}”`,
  additionalProperties: (p) => `没有“${[p.additionalProperties ?? p.additionalProperty].flat().join('、')}”这一项`,
  type: (p) => `类型应为 ${p.type}`,
  enum: (p) => `只能是 ${(p.allowedValues as unknown[]).join('、')} 之一`,
  const: (p) => `只能是 ${String(p.allowedValue)}`,
  format: (p) => `格式应为 ${p.format}`,
  pattern: () => '格式不对',
  minLength: (p) => `至少 ${p.limit} 个字`,
  maxLength: (p) => `最多 ${p.limit} 个字`,
  minimum: (p) => `不能小于 ${p.limit}`,
  maximum: (p) => `不能大于 ${p.limit}`,
  minItems: (p) => `至少 ${p.limit} 项`,
  maxItems: (p) => `最多 ${p.limit} 项`,
}

/** The faults of a request against its route's schema, as JSON pointers with a sentence each. */
export function faultsOf(error: Partial<FastifyError>): Fault[] {
  const where = error.validationContext === 'querystring' ? '/query' : `/${error.validationContext ?? 'body'}`
  return (error.validation ?? []).map((found) => ({
    pointer: `${error.validationContext === 'body' ? '' : where}${found.instancePath}`,
    rule: found.keyword,
    detail: sentences[found.keyword]?.(found.params) ?? found.message ?? '不符合要求',
  }))
}
