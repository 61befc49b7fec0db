import type { TodoRow } from '@zhengtong/platform/support/cases/contract.ts'
import { usePaged } from '../../parts/paged.ts'

export type TaskFilter = { q?: string; status?: string; itemId?: string }
type TasksPage = { items: TodoRow[]; next?: string; total: number; overdue: number }

/** My to-do list by clock. It is asked again every half minute, so that a colleague's act shows without a reload. */
export function useTasks({ q, status, itemId }: TaskFilter) {
  return usePaged<TodoRow, TasksPage>('tasks', '/tasks', { q, status, itemId }, { refetchInterval: 30_000 })
}
