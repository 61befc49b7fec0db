/**
 * Small cells are left out, since a group of three people tells of each. Where only one group would be missing the next
 * smallest goes with it, or whoever knows the whole could work it out (complementary suppression).
 */
export function suppress<Group extends { count: number }>(
  groups: readonly Group[],
  smallest: number,
): { kept: Group[]; suppressed: number } {
  const inOrder = groups.toSorted((a, b) => a.count - b.count)
  const small = inOrder.filter(({ count }) => count < smallest).length
  const gone = new Set(inOrder.slice(0, small === 1 ? 2 : small))
  return { kept: groups.filter((group) => !gone.has(group)), suppressed: gone.size }
}
