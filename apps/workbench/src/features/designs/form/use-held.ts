import { useQueries, useQuery } from '@tanstack/react-query'
import type { DesignLine } from '@zhengtong/platform/support/designs/contract.ts'
import type { SchemaNode, Source } from '@zhengtong/platform/support/forms/contract.ts'
import type { Register, RegisterField, RegisterSummary } from '@zhengtong/platform/support/registers/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import type { Static } from 'typebox'
import { useDesigns } from '../use-designs.ts'

/** All registers whole: what a question may be bound to, and what need not be asked. */
export function useRegisters(): Register[] {
  const list = useQuery({
    queryKey: ['registers'],
    queryFn: ({ signal }) => request<{ items: Static<typeof RegisterSummary>[] }>('/registers', { signal }),
  })
  return useQueries({
    queries: (list.data?.items ?? []).map(({ key }) => ({
      queryKey: ['register', key],
      queryFn: ({ signal }: { signal: AbortSignal }) => request<Register>(`/registers/${key}`, { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
    combine: (found) => found.flatMap(({ data }) => data ?? []),
  })
}

/** The types of licences that are in force. */
export function useCredentials(): DesignLine[] {
  return useDesigns('credential').data?.items.filter(({ inForce }) => inForce !== undefined) ?? []
}

/** The elements of a type of licence, with their Chinese names. */
export function useElements(type: DesignLine | undefined): { value: string; label: string }[] {
  const { data } = useQuery({
    queryKey: ['design-version', 'credential', type?.key, type?.inForce],
    queryFn: ({ signal }) =>
      request<{ text: string }>(`/designs/credential/${type?.key}/versions/${type?.inForce}`, { signal }),
    enabled: type !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const whole = data && (JSON.parse(data.text) as { elements?: SchemaNode })
  return Object.entries(whole?.elements?.properties ?? {}).map(([value, node]) => ({
    value,
    label: node.title ?? value,
  }))
}

export type Holder = { register: Register; field: RegisterField }

/** Who holds already what a question asks for: by its name, as the check does. */
export function holdersOf(node: SchemaNode, registers: readonly Register[]): Holder[] {
  return registers.flatMap((register) =>
    register.fields.filter(({ name }) => name === node.title).map((field) => ({ register, field })),
  )
}

/** Reads a register of the applicant, where it is about people or firms; else by a key still to be chosen. */
export function sourceAt({ register, field }: { register: Register; field: string }): Source {
  const key: Record<string, Source> = register.subject ? { [register.subject]: { applicant: 'idNumber' } } : {}
  return { register: register.key, key, field }
}

const schemaTypes: Record<RegisterField['type'], SchemaNode> = {
  text: { type: 'string', maxLength: 200 },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  timestamp: { type: 'string', format: 'date-time' },
}

/** Binds a question to what a register holds, with the type and the code list that it has there. */
export function boundTo(node: SchemaNode, { register, field }: Holder): SchemaNode {
  const { title, description } = node
  const ui = node['x-ui'] ?? {}
  const codes = Object.entries(field.codes ?? {})
  const base: SchemaNode =
    codes.length > 0
      ? { type: 'string', oneOf: codes.map(([code, name]) => ({ const: code, title: name, 'x-ui': { en: name } })) }
      : schemaTypes[field.type]
  return {
    ...{ title: title ?? field.name, ...base, 'x-from': sourceAt({ register, field: field.key }) },
    ...(description ? { description } : {}),
    ...(node['x-show'] ? { 'x-show': node['x-show'] } : {}),
    'x-ui': { ...ui, en: ui.en ?? field.nameEn },
  }
}
