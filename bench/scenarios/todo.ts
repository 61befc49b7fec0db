import { createClient, expectStatus, signInAll } from '../client.ts'
import type { Scenario } from '../harness.ts'
import { cloneCase } from './clones.ts'
import { toIntake } from './people.ts'
import { beginTalent, submitTalent, talentItem } from './talent.ts'

const open = 20_000

/** An officer's to-do list while twenty thousand cases wait. */
export const todo: Scenario = {
  name: 'todo',
  operation: `GET /tasks: the first 20 of ${open.toLocaleString('en')} open tasks by clock, with lights and counts`,
  floor: 'one query along the index for the same 20 rows, no counts',
  async prepare(bench) {
    const { ask } = createClient(bench.url, { connections: bench.concurrency })
    const [applicant = '', officer = ''] = await signInAll(ask, [toIntake.username, toIntake.officer])
    const application = await beginTalent(ask, await talentItem(ask), { token: applicant, answers: toIntake.answers })
    const { caseId } = await submitTalent(ask, application, applicant)
    await cloneCase(bench.pool, caseId, open)
    await bench.pool.query('analyze')
    const { rows } = await bench.pool.query('select department_id from cases.task where case_id = $1', [caseId])
    const floor = await bench.startFloor('todo')
    const { ask: askFloor } = createClient(floor.url, { connections: bench.concurrency })
    const path = `/?department=${rows[0].department_id}`

    const expectPage = (body: { items: unknown[] }) => {
      if (body.items.length !== 20) throw new Error(`${body.items.length} rows came`)
    }
    return {
      scenario: {
        ...bench.city,
        operation: async () =>
          expectPage(expectStatus(await ask('GET', '/api/v1/tasks?limit=20', { token: officer }), 200)),
      },
      floor: {
        server: floor.pid,
        postgres: bench.city.postgres,
        operation: async () => expectPage(expectStatus(await askFloor('GET', path), 200)),
      },
    }
  },
}
