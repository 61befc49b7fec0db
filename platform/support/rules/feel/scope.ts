import type { Compiler, Frame, Scope, Thunk } from './ast.ts'
import { fail, isContext, type Value } from './values.ts'

export function child(frame: Frame, slots: Value[]): Frame {
  return { up: frame, slots, run: frame.run }
}

function slotReader(depth: number, index: number): Thunk {
  if (depth === 0) return (frame) => frame.slots[index] ?? null
  if (depth === 1) return (frame) => frame.up?.slots[index] ?? null
  return (frame) => {
    let at: Frame | null = frame
    for (let i = 0; i < depth && at; i++) at = at.up
    return at?.slots[index] ?? null
  }
}

function topReader(name: string, compiler: Compiler): Thunk {
  const builtin = compiler.builtins.get(name) ?? null
  return ({ run }) => {
    const value = run.top.get(name)
    if (value !== undefined) return value
    return builtin ?? fail(run, 'name', `nothing is called "${name}" here`)
  }
}

/** Resolves a name once: a slot at a fixed depth, an item's member where one exists at run time, or the top scope. */
export function compileName(name: string, scope: Scope | null, compiler: Compiler): Thunk {
  const itemDepths: number[] = []
  let read: Thunk | null = null
  let depth = 0
  for (let level = scope; level && !read; level = level.up, depth++) {
    const index = level.names.lastIndexOf(name)
    if (level.kind === 'item') itemDepths.push(depth)
    if (index < 0) continue
    level.reads?.add(name)
    read = slotReader(depth, index)
  }
  // In a filter a name nobody declares may still be a member of the items, which only the data can tell.
  if (!read && itemDepths.length === 0 && !compiler.builtins.has(name)) compiler.free.add(name)
  let resolved = read ?? topReader(name, compiler)
  for (const itemDepth of itemDepths.reverse()) resolved = memberOr(name, slotReader(itemDepth, 0), resolved)
  return resolved
}

function memberOr(name: string, readItem: Thunk, otherwise: Thunk): Thunk {
  return (frame) => {
    const item = readItem(frame)
    const member = isContext(item) ? item.get(name) : undefined
    return member === undefined ? otherwise(frame) : member
  }
}
