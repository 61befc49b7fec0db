/** Sentences for people, by problem code. */
export const problems = {
  'cases.missing': { zh: '没有找到这件办件，或者您不能查看它。', en: 'There is no such case, or you may not see it.' },
  'cases.forbidden': {
    zh: '您的岗位不能做这一步。没有做任何改动。',
    en: 'Your post may not do this. Nothing was changed.',
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
  'cases.closed': { zh: '这件办件已经办结。', en: 'This case is closed.' },
  'cases.decided': { zh: '已经作出决定，不能再撤回。', en: 'It has been decided and can no longer be withdrawn.' },
  'cases.no-correction': { zh: '没有要求补正的内容。', en: 'Nothing was asked to be corrected.' },
  'cases.not-asked': { zh: '只能修改要求补正的内容。', en: 'Only what was asked may be changed.' },
  'cases.still-missing': {
    zh: '还有要求的材料没有交。已交的都保留着。',
    en: 'Some asked materials are still missing. What you handed in is kept.',
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
  'cases.decision-missing': { zh: '没有这条规则决定。', en: 'There is no such decision.' },
  'cases.material-missing': { zh: '没有这份材料。', en: 'There is no such material.' },
  'flows.verb-not-offered': { zh: '这一步现在不能这样处理。', en: 'This is not possible at this step.' },
  'flows.unknown-task': { zh: '这一步已经不在等待处理。', en: 'This step no longer waits for anybody.' },
  'flows.ended': { zh: '这件办件已经办结。', en: 'This case is closed.' },
}
