import type { Item } from '../item.ts'
import { offTheList, type Proof } from '../proofs/proof.ts'
import type { Finding } from './finding.ts'
import { lintItem } from './lint.ts'

/**
 * What stands in the way of publishing, beyond what an imported catalogue is only warned of: 清单之外无证明, and no material
 * that data sharing supplies where the item is applied for here, for here we can fetch it.
 */
export function lintForPublication(item: Item, proofs: readonly Proof[]): Finding[] {
  const usual = lintItem(item).map((finding) =>
    finding.code === 'no-material-that-sharing-supplies' && item.handling.online
      ? { ...finding, severity: 'error' as const }
      : finding,
  )
  const unlisted = offTheList(item, proofs).map(
    ({ pointer, name }): Finding => ({
      code: 'proof-on-list',
      severity: 'error',
      pointer,
      message: {
        zh: `“${name}”不在公布的证明事项清单里，不能要求提交。`,
        en: `"${name}" is on no published list of proofs and may not be demanded.`,
      },
      basis: '优化营商环境条例第44条（清单之外，一律不得索要证明）',
    }),
  )
  return [...unlisted, ...usual].sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'))
}
