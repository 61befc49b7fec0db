import { type PackKind, shapeProblems } from '#support/packs/index.ts'
import { ProofList } from './proof.ts'

/** `proofs/<key>.yaml`: a dated list of the proofs that may be demanded. */
export const proofListKind: PackKind = {
  kind: 'proof-list',
  folder: 'proofs',
  extensions: ['.yaml'],
  check(source) {
    const shape = shapeProblems(source, ProofList, 'proofs')
    if (shape.length > 0) return shape
    const { proofs } = source.data as ProofList
    return proofs.flatMap(({ key }, i) =>
      proofs.findIndex((other) => other.key === key) < i
        ? [
            source.problem(`/proofs/${i}/key`, {
              code: 'proofs.key-twice',
              message: `the proof "${key}" stands twice`,
              mend: 'Give each proof a key of its own.',
            }),
          ]
        : [],
    )
  },
}
