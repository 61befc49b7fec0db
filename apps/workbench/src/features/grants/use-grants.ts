import { useInfiniteQuery } from '@tanstack/react-query'
import type { Ask, Grant } from '@zhengtong/platform/support/showings/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'

type Page<Item> = { items: Item[]; next?: string }

function usePaged<Item>(key: string, path: string) {
  const found = useInfiniteQuery({
    queryKey: [key],
    queryFn: ({ pageParam, signal }) => request<Page<Item>>(path, { query: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  })
  const rows = found.data?.pages.flatMap(({ items }) => items)
  return { ...found, list: { data: rows, error: found.error, refetch: found.refetch } }
}

export const useGrants = () => usePaged<Grant>('office-grants', '/grants')
export const useAsks = () => usePaged<Ask>('office-asks', '/grant-asks')
