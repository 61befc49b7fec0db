import { procedureProblems } from './procedures/problems.ts'

/** Sentences for people, by problem code. */
export const problems = {
  ...procedureProblems,
  'cases.missing': { zh: '没有找到这件办件，或者您不能查看它。', en: 'There is no such case, or you may not see it.' },
  'cases.mandate-over': {
    zh: '您替申请人办事的授权已经到期或者被收回，不能再看这件办件。办件照常办理。要接着办，请申请人重新授权。',
    en: 'Your mandate for the applicant has come to its end or was taken back, so you may no longer see this case. The case goes on. To act again, ask the applicant for a new mandate.',
  },
  'cases.forbidden': {
    zh: '您的岗位不能做这一步。没有做任何改动。',
    en: 'Your post may not do this. Nothing was changed.',
  },
  'cases.export-forbidden': {
    zh: '您的岗位不能导出案卷。审查岗、决定岗、督查岗可以。没有导出。',
    en: 'Your post may not export case files; reviewers, deciders and supervisors may. Nothing was exported.',
  },
  'cases.conflict': {
    zh: '别人刚刚处理了这件办件。您填写的内容没有提交，请看最新情况再决定。',
    en: 'Somebody else has just acted on this case. What you entered was not submitted; look at the latest state first.',
  },
  'cases.task-missing': { zh: '这件办件没有这一步。', en: 'The case has no such step.' },
  'cases.task-done': { zh: '这一步已经有人办完了。', en: 'This step was done already.' },
  'cases.verb-not-open': { zh: '这一步现在不能这样处理。', en: 'This is not possible at this step.' },
  'cases.same-person': {
    zh: '审查和决定不能是同一个人。请由另一位同事办理。',
    en: 'Review and decision must be by two different people.',
  },
  'cases.person-only': { zh: '不利的决定只能由人作出。', en: 'Only a person may decide against an applicant.' },
  'cases.granted-to-another': {
    zh: '同一事物的另一件申请，在这件办理期间已经准予，不能再准予这一件。没有做任何改动；请核对那一件，再决定不予许可或者与申请人联系。',
    en: 'While this case was open another application over the same thing was granted, so this one may not be. Nothing was changed; look at the other one, then deny or speak with the applicant.',
  },
  'cases.unknown-earlier': {
    zh: '您的材料里没有这一份，没有交上去。',
    en: 'There is no such file among your materials; nothing was handed in.',
  },
  'cases.correction-used': {
    zh: '补正只能要求一次，这件已经要求过了（行政许可法第三十二条）。',
    en: 'Correction may be asked once, and it was (Administrative Licensing Law, Art. 32).',
  },
  'cases.reason-needed': { zh: '请写明理由，再提交。', en: 'Please give your reasons in writing.' },
  'cases.items-needed': { zh: '请一次列出全部要补正的内容。', en: 'List everything that must be corrected, at once.' },
  'cases.data-needed': { zh: '请先填写这一步的记录。', en: 'Please fill in the record of this step first.' },
  'cases.bad-answers': {
    zh: '有些内容不符合要求，没有提交。请按提示修改。',
    en: 'Some answers are not acceptable; nothing was submitted. Please correct what is listed.',
  },
  'cases.accepted': {
    zh: '已经受理，不能再要求补正或者不予受理（行政许可法第三十二条）。',
    en: 'It is accepted; correction or non-acceptance is no longer possible (Administrative Licensing Law, Art. 32).',
  },
  'cases.same-version': { zh: '请选择另一个版本。', en: 'Please choose another version.' },
  'cases.change-over-forbidden': {
    zh: '只有事项管理员可以让在办件改按新版流程办理。没有做任何改动。',
    en: 'Only item managers move running cases to another version of a flow. Nothing was changed.',
  },
  'cases.simulation-forbidden': {
    zh: '只有办理这件办件的工作人员可以推演。',
    en: 'Simulations are for those who work on the case.',
  },
  'cases.workload-forbidden': { zh: '只有督查岗可以看工作量。', en: 'Only supervisors look at workloads.' },
  'cases.hand-over-forbidden': {
    zh: '只能交接自己的待办；别人的，由其督查岗交接。没有做任何改动。',
    en: 'One hands over one’s own work; another’s is for their supervisor to hand over. Nothing was changed.',
  },
  'cases.hand-over-self': { zh: '请选择另一位同事。', en: 'Please choose another colleague.' },
  'cases.taken': {
    zh: '这一步已经有同事领办。需要的话，请他放回或者转办。',
    en: 'A colleague has taken this step. Ask them to put it back or to transfer it.',
  },
  'cases.suspended': {
    zh: '办件已经中止，恢复之前不能办理。没有做任何改动。',
    en: 'The case is suspended; nothing can be done until it is resumed. Nothing was changed.',
  },
  'cases.not-suspended': { zh: '这件办件没有中止。', en: 'The case is not suspended.' },
  'cases.basis-needed': {
    zh: '请写明依据的法律条款，再提交。',
    en: 'Please name the article of law it rests on.',
  },
  'cases.target-needed': { zh: '请先选择对象，再提交。', en: 'Please choose to where or to whom.' },
  'cases.not-earlier': {
    zh: '这件办件没有经过这一步，不能退回到那里。',
    en: 'The case has not passed this step before, so it cannot go back to it.',
  },
  'cases.not-their-post': {
    zh: '这位同事没有办这一步的岗位。请选别人。',
    en: 'That colleague holds no post for this step. Please choose another.',
  },
  'cases.department-missing': { zh: '没有这个部门。', en: 'There is no such department.' },
  'cases.beyond-reach': {
    zh: '您的岗位不能转到那里。请由督查岗办理。没有做任何改动。',
    en: 'Your post may not give it there; a supervisor may. Nothing was changed.',
  },
  'cases.asked-already': { zh: '已经请他会签，还没有答复。', en: 'They are asked already and have not answered yet.' },
  'cases.opinions-open': {
    zh: '会签意见还没有收齐，先不能办理这一步。',
    en: 'Not all opinions are in; this step has to wait for them.',
  },
  'cases.closed': { zh: '这件办件已经办结。', en: 'This case is closed.' },
  'cases.decided': { zh: '已经作出决定，不能再撤回。', en: 'It has been decided and can no longer be withdrawn.' },
  'cases.no-correction': { zh: '没有要求补正的内容。', en: 'Nothing was asked to be corrected.' },
  'cases.not-asked': { zh: '只能修改要求补正的内容。', en: 'Only what was asked may be changed.' },
  'cases.still-missing': {
    zh: '还有要求的材料没有交。已交的都保留着。',
    en: 'Some asked materials are still missing. What you handed in is kept.',
  },
  'cases.materials-owed': {
    zh: '还有容缺后补的材料没有交齐，不能准予。补齐以后再决定，或者依法不予许可。',
    en: 'Materials that were to follow are not all there, so it cannot be granted yet.',
  },
  'cases.owed-day': {
    zh: '补交的日子不对，没有受理。请在允许的日子里选。',
    en: 'The day to hand in is not possible; nothing was accepted. Choose a day that is allowed.',
  },
  'cases.lookup-missing': {
    zh: '没有查到。请核对查询码，或办件编号和证件号码后四位。',
    en: 'Nothing found. Check the query code, or the case number and the last four digits.',
  },
  'cases.lookup-incomplete': {
    zh: '请输入查询码，或者办件编号和证件号码后四位。',
    en: 'Enter the query code, or the case number and the last four digits.',
  },
  'cases.bad-query-code': {
    zh: '查询码有误，请对照回执逐位核对。',
    en: 'The query code is mistyped; compare it with your receipt.',
  },
  'cases.recalculation-missing': { zh: '没有这次重新计算。', en: 'There is no such run.' },
  'cases.decision-missing': { zh: '没有这条规则决定。', en: 'There is no such decision.' },
  'cases.material-missing': { zh: '没有这份材料。', en: 'There is no such material.' },
  'cases.standing-forbidden': {
    zh: '流程图只给办这件事的人看。办到哪一步，看办件进度。',
    en: 'The flow is shown to those who work on the case. Its progress says where it stands.',
  },
  'cases.delivery-reason': {
    zh: '代为送达要写明理由。没有送达，请填写理由再试。',
    en: 'Bringing a message by hand needs a reason. It was not delivered; give the reason and try again.',
  },
  'cases.may-not-send': {
    zh: '您的岗位不能向这件办件发这个消息。没有做任何改动。',
    en: 'Your post may not send this message to the case. Nothing was changed.',
  },
  'cases.may-not-broadcast': {
    zh: '广播信号要由决定岗或督查岗发出。没有发出。',
    en: 'Only deciders and supervisors broadcast signals. Nothing was sent.',
  },
  'flows.verb-not-offered': { zh: '这一步现在不能这样处理。', en: 'This is not possible at this step.' },
  'flows.unknown-task': { zh: '这一步已经不在等待处理。', en: 'This step no longer waits for anybody.' },
  'flows.endless': {
    zh: '流程在原地打转，这一步没有做。请告诉系统管理员。',
    en: 'The flow runs in circles; the step was not done. Please tell the administrators.',
  },
  'flows.unsound': {
    zh: '流程有错，没有发布。请按列出的元素逐个改正。',
    en: 'The flow has faults and was not published. Mend the elements named.',
  },
  'flows.unsupported-element': {
    zh: '流程里有引擎不执行的元素，没有发布。请按列出的元素逐个改正。',
    en: 'The flow has elements that are not executed and was not published. Mend the elements named.',
  },
  'flows.which-process': {
    zh: '文件里有几个流程，不知道执行哪一个。请只给一个写 isExecutable="true"。',
    en: 'The file has several processes. Mark exactly one isExecutable="true".',
  },
  'flows.unreadable': { zh: '这不是 BPMN 2.0 文件。', en: 'This is not a BPMN 2.0 file.' },
  'flows.too-large': { zh: '流程文件超过 4 MB。', en: 'The file of the flow is larger than 4 MB.' },
  'flows.message-not-awaited': {
    zh: '这件办件现在不等这个消息。没有做任何改动。',
    en: 'The case does not wait for this message. Nothing was changed.',
  },
  'flows.ended': { zh: '这件办件已经办结。', en: 'This case is closed.' },
}
