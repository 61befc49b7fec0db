import type { CaseHappened } from '#support/cases/contract.ts'

export type Words = { title: string; titleEn: string; body: string; bodyEn: string }

/**
 * The words of a notice about a case: what happened, and what the person does next. Acts that change nothing for the
 * applicant make no notice.
 */
export function noticeOf(happened: CaseHappened): Words | undefined {
  const { verb, status, outcome, no, itemName } = happened
  const about = { body: `${itemName}，办件编号 ${no}。`, bodyEn: `${itemName}, case ${no}.` }
  const procedure = procedureWords[verb]
  if (procedure)
    return procedure === 'silent' ? undefined : words(procedure[0], procedure[1], about, procedure[2], procedure[3])
  if (status === 'closed') {
    switch (outcome) {
      case 'granted':
        return words(
          '已批准，请查收结果',
          'Granted: your result is ready',
          about,
          '结果在“我的证照”和办件页面里，可以下载。',
          'Find it in your wallet and on the case page.',
        )
      case 'denied':
        return words(
          '没有批准，请看理由',
          'Not granted: please read the reasons',
          about,
          '决定书里写明了理由和救济途径。',
          'The decision gives the reasons and your remedies.',
        )
      case 'refused':
        return words(
          '没有受理，请看理由',
          'Not accepted: please read the reasons',
          about,
          '决定书里写明了理由和救济途径。',
          'The decision gives the reasons and your remedies.',
        )
      case 'withdrawn':
        return words('已撤回', 'Withdrawn', about, '您可以随时重新申请。', 'You may apply again at any time.')
      case 'terminated':
        return words(
          '办理已终止，请看依据和理由',
          'Terminated: please read the basis and the reasons',
          about,
          '依据和理由写在办件页面上；有疑问请联系办理部门。',
          'They are on the case page; ask the department if anything is unclear.',
        )
    }
  }
  switch (verb) {
    case 'submit':
      return words(
        '已收到您的申请',
        'We have received your application',
        about,
        '五个工作日内告诉您是否受理。',
        'Within five working days we tell you whether it is accepted.',
      )
    case 'request-correction':
      return words(
        '请补正材料',
        'Please correct your application',
        about,
        '要补的内容都列在办件页面上，只需补这一次。',
        'Everything to correct is listed on the case page; you are asked once.',
      )
    case 'accept':
      return words('已受理', 'Accepted', about, '从今天起计算办理时限。', 'The time limit starts today.')
    case 'remind':
      return words(
        '请记得补交材料',
        'Remember what is still to come',
        about,
        '您承诺后补的材料快到期了，在办件页面上传就行。',
        'What you promised to bring later is due soon. Upload it on the case page.',
      )
    case 'lapse':
      return words(
        '承诺后补的材料过期了',
        'A material you promised is overdue',
        about,
        '补齐以前不能准予。请尽快在办件页面上传。',
        'Nothing can be granted before it is there. Please upload it on the case page.',
      )
    case 'dispute-answered':
      return words(
        '您提的异议有答复了',
        'Your dispute has been answered',
        about,
        '来源部门的核实结果写在办件页面上。',
        'What the source department found is on the case page.',
      )
    case 'suspend':
      return words(
        '办理中止了，请看依据和理由',
        'Suspended: please read the basis and the reasons',
        about,
        '依据和理由写在办件页面上，恢复办理时会再告诉您。',
        'They are on the case page; you will be told when it goes on.',
      )
    case 'resume':
      return words('恢复办理了', 'Your case goes on', about, '您不需要做什么。', 'There is nothing for you to do.')
    default:
      return undefined
  }
}

/** Title and next step of what the law has an office tell (行政许可法第42–48条); `silent` acts tell the applicant nothing. */
const procedureWords: Record<string, readonly [string, string, string, string] | 'silent'> = {
  'start-special': [
    '办理时限暂停计算',
    'The clock has stopped',
    '依法需要进行特别程序，这段时间不算在办理时限里。告知书在办件页面里。',
    'The law requires a special procedure whose time does not count. The notice is on the case page.',
  ],
  'prolong-special': [
    '特别程序还需要时间',
    'The special procedure takes longer',
    '新的告知书写明了到哪天为止。',
    'A new notice says until when.',
  ],
  'end-special': [
    '办理时限继续计算',
    'The clock runs on',
    '特别程序已经结束，新的期限在办件页面里。',
    'The special procedure is over; the new last day is on the case page.',
  ],
  'ask-extension': 'silent',
  'refuse-extension': 'silent',
  'approve-extension': [
    '办理期限延长了',
    'The limit was extended',
    '告知书写明了理由和新的期限。期限只延长这一次。',
    'The notice gives the reasons and the new last day. It is extended only once.',
  ],
  'tell-hearing-right': [
    '您可以要求听证',
    'You may ask for a hearing',
    '五个工作日内可以要求听证，不收费。不需要的话，可以在办件页面放弃。',
    'You have five working days to ask, free of charge. If you need none, you may say so on the case page.',
  ],
  'open-hearing': [
    '将举行听证',
    'A hearing will be held',
    '时间和地点会提前七个工作日书面通知您。',
    'You will be told when and where, in writing, seven working days before.',
  ],
  'ask-hearing': 'silent',
  'waive-hearing': 'silent',
  'call-hearing': [
    '请参加听证',
    'Please come to the hearing',
    '时间、地点和主持人都写在听证通知书里。',
    'The notice says when, where, and who leads it.',
  ],
  'hold-hearing': [
    '请核对听证笔录',
    'Please check the record of the hearing',
    '笔录在办件页面里。核对无误后请确认，决定根据笔录作出。',
    'It is on the case page. Confirm it when it is right; the decision rests on it.',
  ],
  'sign-record': 'silent',
  deliver: ['文书已经送达', 'Delivered', '送达回证在办件页面里。', 'The receipt is on the case page.'],
  'sign-for': 'silent',
  reckon: 'silent',
  recalculate: [
    '办理期限有变化',
    'A date has moved',
    '放假安排或者办理时限有变化，新的期限在办件页面里。',
    'The working calendar or the limit has changed; the new last day is on the case page.',
  ],
}

function words(
  title: string,
  titleEn: string,
  about: { body: string; bodyEn: string },
  next: string,
  nextEn: string,
): Words {
  return { title, titleEn, body: `${about.body}${next}`, bodyEn: `${about.bodyEn} ${nextEn}` }
}
