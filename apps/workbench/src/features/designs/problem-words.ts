import type { DesignProblem } from '@zhengtong/platform/support/designs/contract.ts'

/** Chinese sentences of what the check of packs says in English, by code; `{}` stands for what the message puts in quotes. */
const chinese: Record<string, string> = {
  'flows.one-start': '要有一个开始，而且只有一个。',
  'flows.no-way-out': '从这里走不到结束。请连到下一步，或者写明默认走哪条。',
  'flows.unreachable': '没有路通到这里。',
  'flows.gateway-without-default': '要指定一条默认的路：条件都不符合时走它。',
  'flows.flow-without-condition': '默认以外的每条路都要写条件。',
  'flows.condition-ignored': '并行的路没有条件，请删去条件，或者改用“选一条”的网关。',
  'flows.task-without-verbs': '要写明这一步可以做哪些动作。',
  'flows.missing-attribute': '还有必填的属性没有写。',
  'flows.unsupported-element': '引擎不执行这种图形，请换一种。',
  'flows.task-of-no-kind': '没有选是哪一种任务，走到这里不会有人办。',
  'flows.bad-expression': '条件写得不对，请检查公式。',
  'flows.timer-value': '时间写得不对，例如 P5WD 表示五个工作日。',
  'flows.unknown-task': '指名的那一步不在图里。',
  'flows.unknown-name': '读取了{}，但流程里没有哪一步给出它。',
  'flows.unknown-field': '读取了{}，但表单里没有这个字段。',
  'flows.unknown-credential': '要发的{}不在证照类型里。',
  'flows.unknown-element': '填了{}，但这种证照没有这个项目。',
  'flows.element-never-filled': '这种证照必须有的{}没有填。',
  'flows.unknown-register': '要写入的登记库不存在。',
  'flows.call-without-time': '问别的系统，要有一个计时：迟迟不答时交给谁。',
  'flows.call-without-error': '问别的系统，要有一个出错的去路：被拒绝时交给谁。',
  'flows.endless-loop': '这一圈里没有谁停下来办，会一直转。',
  'flows.deadlock': '这里要等的路不会都走到，会一直等。',
  'flows.dangling-flow': '这条线有一头没有连上。',
  'flows.boundary-without-activity': '边界事件没有挂在任务上。',
  'flows.event-gateway': '等待事件的网关后面要有两个以上的事件。',
  'flows.uncaught-error': '抛出的错误没有谁接住。',
  'flows.never-fires': '这个事件永远不会发生。',
  'flows.unreadable': '图的文字读不出来。',
  'flows.unreadable-content': '有引擎不认识的内容。',
  'forms.asked-twice': '{}在登记库里已经有了。请改为从那里取，或者写明为什么还要问。',
  'forms.others-data': '这样会照申请人填的号码读到别人的资料。请用申请人自己的证件号码去查。',
  'forms.type-clash': '{}的回答方式和登记库里的类型不一样。',
  'forms.unknown-element': '这种证照没有要取的项目。',
  'forms.unknown-register-field': '登记库{}里没有这个字段。',
  'forms.not-a-key': '登记库{}不能用这个字段查。',
  'forms.bad-expression': '条件写得不对，请检查公式。',
  'forms.bad-source': '从哪里取还没有写全。',
  'forms.unknown-answer': '来源里指名的字段不在表里。',
  'forms.unknown-name': '条件里读了{}，表里没有这个字段。',
  'forms.no-title': '这个字段还没有名称。',
  'forms.no-english': '这个字段还没有英文。',
  'forms.no-max-length': '没有写最多几个字，申请人可以写两万字。',
  'forms.on-no-page': '这个字段不在任何一页上，也没有来源。',
  'forms.page-unknown-field': '页上的{}不是这张表的字段。',
  'forms.page-twice': '{}在页上出现了两次。',
  'forms.read-only-unbound': '{}不让改，又没有来源，永远是空的。',
  'forms.no-fields': '这张表还没有字段。',
  'forms.shape.minItems': '有一页还没有字段。请加上，或删除这一页。',
  'forms.shape.minLength': '有一处名称是空的。',
  'forms.show-cycle': '几个条件互相等着，永远都不会问。',
  'packs.unknown-reference': '{}还没有发布，也没有草案。',
  'rules.no-main-decision': '要有一个最终的决定，其余的都供它使用。',
}

/** The sentence in Chinese, with the names the English one quotes; nothing where the message is Chinese already or unknown. */
export function chineseOf({ code, message }: DesignProblem): string | undefined {
  const sentence = chinese[code]
  if (!sentence) return undefined
  const quoted = /[“"]([^”"]+)[”"]/.exec(message)?.[1]
  return sentence.replace('{}', quoted ? `“${quoted}”` : '')
}
