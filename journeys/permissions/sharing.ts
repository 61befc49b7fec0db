import assert from 'node:assert/strict'
import type { Cast, Made } from './made.ts'

const demand = {
  ...{
    departmentId: 'market-regulation',
    register: 'key-polluter',
    system: '演示监管系统',
    purpose: '核对重点排污单位',
  },
  ...{ basis: '政务数据共享条例第二十条', fields: ['list_year'], frequency: 'daily', perDay: 100, until: '2099-12-31' },
}

const check = {
  ...{ departmentId: 'market-regulation', register: 'population', key: { id_number: '999900198803120018' } },
  ...{ claims: { name: '赵测试' }, purpose: '核对承诺', basis: '政务数据共享条例第二十条' },
}

/** A demand of the city's market regulation that waits for its formal check, and a claim it has checked. */
export async function makeSharing({ intake }: Cast): Promise<Made> {
  const { status, body } = await intake.post('/sharing/demands', demand)
  assert.equal(status, 201, JSON.stringify(body))
  const asked = await intake.post('/proof-checks', check)
  assert.equal(asked.status, 201, JSON.stringify(asked.body))
  return {
    ids: [
      [/\/sharing\/demands/, { id: body.id }],
      [/\/sharing\/(exports|warnings)/, { id: body.id }],
      [/\/proof-checks/, { id: asked.body.id }],
      [/\/gateway\//, { register: 'key-polluter' }],
    ],
    bodies: {
      fileDataDemand: demand,
      actOnDataDemand: { verb: 'pass', shareType: 'conditional', note: '材料齐全' },
      issueDataKey: { addresses: ['127.0.0.1'] },
      closeGatewayWarning: { finding: 'explained', note: '已核实' },
      rateSharedData: { compliance: 5, note: '按目的使用' },
      checkProof: check,
      answerProofCheck: { outcome: 'yes', note: '属实' },
      orderDataExport: { format: 'csv' },
      traceLeakedFile: { format: 'csv', text: '名称\r\n演示\r\n', purpose: '核对' },
    },
  }
}
