import { type Fault, Refusal } from '#kernel/errors.ts'
import type { CredentialAct, CredentialKind, CredentialStatus, CredentialVerb } from './contract.ts'
import dated from './endings.json' with { type: 'json' }

import type { CredentialDraft } from './issue.ts'
import type { CredentialRow } from './store.ts'

/** A case in which the law lets an act end a licence; `when` names the states it is for. */
export type Ground = { key: string; name: string; nameEn: string; when?: CredentialStatus[] }

/** One of the four ways to end a licence: its paper, its article, what it must say, on which grounds. */
export type Ending = {
  letter: string
  article: string
  needs: ('basis' | 'compensation' | 'hearing')[]
  grounds: Ground[]
}

type Dated = { from: string } & Record<'withdraw' | 'annul' | 'revoke' | 'cancel', Ending>
const versions = dated.versions as Dated[]

/** What the law of a day asks of this act; undefined for acts that end nothing. */
export function endingOf(verb: CredentialVerb, day: string): Ending | undefined {
  const law = versions.findLast(({ from }) => from <= day) ?? versions[0]!
  return verb in law ? law[verb as keyof Omit<Dated, 'from'>] : undefined
}

const lacking: Record<Ending['needs'][number], string> = {
  basis: '请写明依据哪一条法律、法规',
  // 许可法第8条第二款: who loses by a withdrawal in the public interest is compensated.
  compensation: '请写明怎样补偿；没有财产损失的，写明没有损失',
  // 处罚法第63条: before a licence is revoked the person is told of the right to a hearing.
  hearing: '请写明何时告知听证权利、是否举行听证',
}

/**
 * Refuses to end a licence without what the law asks: ground, basis, and what goes with that act. Answers ending and ground;
 * undefined for letters and certificates, and for acts that end nothing.
 */
export function checkEnding(
  kind: CredentialKind,
  status: CredentialStatus,
  act: CredentialAct,
  day: string,
): { ending: Ending; ground: Ground } | undefined {
  const ending = kind === 'licence' ? endingOf(act.verb, day) : undefined
  if (!ending) return undefined
  const ground = ending.grounds.find(({ key }) => key === act.ground)
  const faults: Fault[] = ending.needs
    .filter((need) => !act[need]?.trim())
    .map((need) => ({ pointer: `/${need}`, rule: 'required', detail: lacking[need] }))
  if (!ground) faults.push({ pointer: '/ground', rule: 'enum', detail: `请选择${ending.article}规定的情形` })
  else if (ground.when && !ground.when.includes(status))
    faults.push({ pointer: '/ground', rule: 'state', detail: `这本证照现在不属于“${ground.name}”` })
  if (faults.length > 0 || !ground)
    throw new Refusal('invalid', 'credentials.ending', `${act.verb} lacks what the law asks`, { faults })
  return { ending, ground }
}

/** The grounds that fit a licence in this state, as people choose them. */
export function openGrounds({ grounds }: Ending, status: CredentialStatus): Pick<Ground, 'key' | 'name' | 'nameEn'>[] {
  return grounds
    .filter(({ when }) => !when || when.includes(status))
    .map(({ key, name, nameEn }) => ({ key, name, nameEn }))
}

/** The decision on paper, from the office that issued the licence to who holds it. */
export function letterOf(
  row: CredentialRow,
  act: CredentialAct,
  { ending, ground }: { ending: Ending; ground: Ground },
  remedies?: string,
): CredentialDraft {
  const { record } = row
  const certificate = `${record.type.name}（${record.number}）`
  return {
    type: ending.letter,
    departmentId: row.departmentId,
    divisionCode: row.divisionCode,
    holder: { partyId: row.holderPartyId, name: record.holder.name },
    elements: {
      holder: record.holder.name,
      department: record.issuer.name,
      certificate,
      reason: `${ground.name}。${act.reason}`,
      basis: act.basis,
      compensation: act.compensation,
      hearing: act.hearing,
      remedies,
    },
    reason: `${certificate}：${ground.name}`,
    ...(row.caseId ? { caseId: row.caseId } : {}),
    ...(record.caseNo ? { caseNo: record.caseNo } : {}),
  }
}
