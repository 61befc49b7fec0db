import { fillDatasets } from '../open-data.ts'
import type { Cast, Made } from './made.ts'

/** Data officers and managers are none of those who knock here: the others find what is open, and decide nothing. */
export async function makeOpenData({ url, owner, admin }: Cast): Promise<Made> {
  const id = (await fillDatasets(url)).get('城市道路信息')!
  const { body: release } = await admin.get(`/open-data/releases/${id}`)
  const { body: key } = await owner.post('/open-data/keys', { name: '演示' })
  const plan = release.plan
  return {
    ids: [
      [/\/open-data\/keys\//, { id: key.id }],
      [/\/open-data\//, { id }],
    ],
    bodies: {
      prepareOpeningRelease: { entryId: release.entryId, plan, until: '2099-12-31' },
      actOnOpeningRelease: { verb: 'withdraw', reason: '演示' },
      closeCatalogueEntry: { entryId: release.entryId, reason: '演示理由', law: '数据安全法', article: '第四十二条' },
      answerOpenDataLetter: { verb: 'answer', answer: '收到' },
      writeOpenDataLetter: { kind: 'request', title: '想要公交站点', text: '请开放公交站点的位置。' },
      issueOpenDataKey: { name: '演示' },
    },
  }
}
