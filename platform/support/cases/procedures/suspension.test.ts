import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { openLicensing } from '#testing/licensing-stage.ts'

const stage = await openLicensing()
const { cases, on, accepted, act, dueOf, papers, jobs, realm, person, applicant, reviewer, decider } = stage
after(stage.close)

describe('a suspension', () => {
  test('stops every clock, to-do and working day until it is resumed, and tells both in writing', async () => {
    const caseId = await accepted()
    const jobOf = () => [...jobs].find(([key]) => key.startsWith(`case:${realm}:${caseId}:timer-`))
    on('11-10')
    await act(decider, caseId, 'suspend', { reason: '等法院判决', basis: '某条例第九条（演示）' })
    assert.equal(papers.at(-1)!.letter, 'suspension-notice')
    assert.equal(jobOf(), undefined, 'nothing fires by working days while none count')
    on('11-16')
    const seen = await cases.get(applicant, caseId)
    const stood = seen.clocks.find(({ key }) => key === 'legal')!
    assert.deepEqual(
      [stood.state, stood.left, stood.stoppedFrom, stood.due, stood.light],
      ['stopped', 15, '2026-11-10', undefined, undefined],
    )
    assert.equal((await dueOf(caseId)).task, undefined)
    assert.deepEqual([seen.procedures[0]?.kind, seen.procedures[0]?.state], ['suspension', 'open'])
    const listed = (await cases.todo(reviewer, { limit: 50 })).items.find((row) => row.caseId === caseId)
    assert.deepEqual([listed?.stopped, listed?.due], [true, undefined])

    await act(decider, caseId, 'resume', { reason: '判决已经生效' })
    // 10 to 16 November are five working days: 16 November and 30 November move by five.
    assert.deepEqual(await dueOf(caseId), { promise: '2026-11-23', legal: '2026-12-07', task: '2026-11-23' })
    assert.equal(jobOf()![1].toISOString(), '2026-11-30T09:30:00.000Z')
    const { letter, given } = papers.at(-1)!
    assert.deepEqual([letter, given.from, given.until], ['resumption-notice', '2026-11-10', '2026-11-16'])
    const [halt] = (await cases.get(applicant, caseId)).procedures
    assert.ok(halt?.kind === 'suspension' && halt.notice && halt.resumeNotice && halt.endedOn === '2026-11-16')
  })

  test('a timer that was on its way when the case was suspended finds it at rest', async () => {
    const caseId = await accepted()
    const timer = Number([...jobs.keys()].find((key) => key.includes(`${caseId}:timer-`))!.split('timer-')[1])
    await act(decider, caseId, 'suspend', { reason: '等法院判决', basis: '某条例第九条（演示）' })
    const { version } = await cases.get(reviewer, caseId)
    await cases.signal(person('系统', { kind: 'system' }), caseId, { kind: 'timer', timer }, 'timer')
    assert.equal((await cases.get(reviewer, caseId)).version, version)
  })
})
