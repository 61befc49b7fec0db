import type { Fault } from '#kernel/errors.ts'

/** A fault as the author of a flow needs it told: which element, what is wrong, and what to do about it. */
export type FlowFault = Fault & { element: string; id: string; name: string | null; mend: { zh: string; en: string } }

/** For each rule: what is wrong, and the mend in both languages. The English of what is wrong stands in the fault. */
const mends: Record<string, [what: string, zh: string, en: string]> = {
  'unsupported-element': [
    '引擎不执行这种元素',
    '换成能执行的元素（见业务包指南“流程元素表”），或者删掉它。',
    'Use an element that is executed (table of flow elements in the pack guide), or take it out.',
  ],
  'bad-expression': ['表达式不能编译', '改正 FEEL 表达式。', 'Correct the FEEL expression.'],
  'missing-attribute': ['缺少必填的属性', '在设计器里填上这个属性。', 'Fill in the attribute in the designer.'],
  'missing-reference': [
    '没有指明消息、信号、差错或升级的名称',
    '指向文件里定义的消息、信号、差错或升级。',
    'Refer to a message, signal, error or escalation of the file.',
  ],
  'task-without-verbs': ['任务没有可办的动作', '用 zt:verbs 写明可以怎样办。', 'Say with zt:verbs what can be done.'],
  'unknown-mode': ['不认识的调用方式', '写 inline 或 job。', 'Write inline or job.'],
  'unknown-task': ['指到的任务不存在', '改成本流程里一个任务的 id。', 'Name the id of a task of this flow.'],
  'unreadable-content': ['有读不懂的内容', '改正拼写或位置。', 'Correct the spelling or the place.'],
  'timer-value': [
    '定时没有写明，或者写得不对',
    '写一个 zt:after="P5WD"、timeDuration、timeDate 或 timeCycle；打断的定时只响一次。',
    'Give exactly one of zt:after="P5WD", timeDuration, timeDate, timeCycle; one that interrupts fires once.',
  ],
  'dangling-flow': ['流程线没有连好', '把两端接到同一层的元素上。', 'Connect both ends to elements of the same level.'],
  'one-start': ['开始事件不是正好一个', '留下一个开始事件。', 'Keep exactly one start event.'],
  unreachable: ['永远走不到', '画一条流程线通到这里，或者删掉它。', 'Draw a flow to it, or take it out.'],
  'no-way-out': ['走进来就出不去', '画一条通到结束事件的流程线。', 'Draw a flow from it that leads to an end event.'],
  'gateway-without-default': [
    '条件都不成立时没有出路',
    '指定一条默认流程线。',
    'Mark one flow as the default, for when no condition holds.',
  ],
  'flow-without-condition': [
    '流程线没有条件',
    '给默认以外的流程线写上条件。',
    'Give each flow but the default a condition.',
  ],
  'condition-ignored': [
    '这里的条件不起作用',
    '去掉条件，或者换成排他、包容网关。',
    'Take the condition out, or use another gateway.',
  ],
  'event-gateway': [
    '事件网关后面不是两个以上的等待事件',
    '每条线后接一个只从这里进入的捕获事件或接收任务。',
    'Let each flow lead to a catch event or receive task of its own.',
  ],
  'endless-loop': [
    '循环里没有任何等待，会无休止地转',
    '在循环里放一个人工任务、等待事件或后台服务，或者拆开循环。',
    'Put a task of a person, a catch event or a job into the loop, or break it.',
  ],
  deadlock: [
    '可能永远等不齐',
    '汇合网关要与分支网关同类：排他分支用排他汇合，包容分支用包容汇合。',
    'Join with the kind of gateway that split: exclusive with exclusive, inclusive with inclusive.',
  ],
  'uncaught-error': [
    '没有谁接住这个差错',
    '在子流程、调用上加边界差错事件或差错事件子流程；最外层的结束也可以写 zt:outcome。',
    'Catch it by a boundary event, an event sub-process, or give an outermost end a zt:outcome.',
  ],
  'never-fires': ['永远不会发生', '删掉它，或者换一种触发。', 'Take it out, or choose another trigger.'],
  'boundary-without-activity': [
    '边界事件没有贴在会等待的活动上',
    '把它贴到任务、子流程或调用上。',
    'Attach it to a task that waits, a sub-process or a call.',
  ],
  'flow-into-start': ['不能有流程线进入这里', '删掉这条流程线。', 'Take the flow out.'],
  'flow-out-of-end': [
    '结束事件不能再往下走',
    '删掉这条流程线，或者换成中间事件。',
    'Take the flow out, or use an intermediate event.',
  ],
  'flow-aside': [
    '事件子流程和补偿处理不接流程线',
    '删掉进出它的流程线。',
    'Take out the flows that lead to it or from it.',
  ],
  'event-start': ['事件子流程的开始没有触发', '给开始事件选一个触发。', 'Give its start event a trigger.'],
  'compensation-handler': [
    '补偿事件没有连到补偿处理',
    '用关联线连到一个 isForCompensation="true" 的活动。',
    'Draw an association to one activity with isForCompensation="true".',
  ],
  'unknown-flow': [
    '调用的流程不存在',
    '改正 calledElement，或者在本业务包（或它需要的包）里加上这个流程。',
    'Correct calledElement, or add that flow to this pack or to one it requires.',
  ],
  'recursive-call': [
    '流程调用了自己',
    '去掉其中一次调用；要重复就用循环。',
    'Take one of the calls out; use a loop to repeat.',
  ],
  'called-flow': ['被调用的流程有错', '先改正被调用的流程。', 'Mend the called flow first.'],
  'which-process': [
    '不知道执行哪一个流程',
    '只给要执行的那个流程写 isExecutable="true"。',
    'Mark exactly the one to be run isExecutable="true".',
  ],
  'too-deep': ['子流程套得太深', '把里面的部分拆成单独的流程来调用。', 'Make a flow of its own of the inner part.'],
  'too-large': ['元素太多', '拆成几个流程。', 'Split it into several flows.'],
  link: [
    '链接事件没有配成对',
    '同一层里，每个链接名有一个捕获、至少一个抛出；抛出后面、捕获前面不接流程线。',
    'Within one level give each link name one catch and at least one throw, without flows after or before them.',
  ],
  'loop-value': [
    '循环没有写明何时停，或者写得不对',
    '写 loopCondition 或 loopMaximum；里面没有等待的循环要写不超过 1000 的 loopMaximum。',
    'Give a loopCondition or a loopMaximum; a loop in which nothing waits needs a loopMaximum of at most 1,000.',
  ],
  'data-assignment': [
    '数据关联的赋值没有写全，或者写得不对',
    '赋值写 from（FEEL）和 to（变量名，或 变量.成员）。',
    'Give an assignment its from (FEEL) and its to (a variable, or variable.member).',
  ],
  'no-id': ['元素没有 id', '给它一个 id。', 'Give it an id.'],
}

/** Adds to a fault the name of its element and what to do about it, in two languages. */
export function explainedBy({ pointer, rule, detail }: Fault, named: string | null): FlowFault {
  const name = named?.replace(/\s+/g, ' ') ?? null
  const [element = '', ...id] = pointer.split('/').slice(1)
  const found = mends[rule]
  if (found === undefined) throw new Error(`no mend is written for ${rule}`)
  const [what, zh, en] = found
  const place = [name === null ? '' : `“${name}”`, `${element} ${id.join('/')}`.trim()].filter((each) => each !== '')
  return {
    pointer,
    rule,
    detail: `${place.join(' ')}：${what}。${/^[a-z]+ /.test(detail) ? detail.charAt(0).toUpperCase() + detail.slice(1) : detail}`,
    element,
    id: id.join('/'),
    name,
    mend: { zh, en },
  }
}
