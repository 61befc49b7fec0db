export const ztNamespace = 'http://zhengtong.dev/bpmn'

/**
 * The moddle descriptor of what we add to BPMN 2.0: who does a task and with which verbs, what a service or a rule is
 * asked, the case status a node means, working-day timers, the version of the flow. The designer in the browser loads
 * the same descriptor.
 */
export const ztModdle = {
  name: 'Zhengtong',
  prefix: 'zt',
  uri: ztNamespace,
  xml: { tagAlias: 'lowerCase' },
  types: [
    {
      name: 'Input',
      superClass: ['Element'],
      properties: [attribute('name'), { ...attribute('value'), isAttr: false, isBody: true }],
    },
    { name: 'Labelled', extends: ['bpmn:FlowElement', 'bpmn:Process'], properties: [attribute('label-en')] },
    { name: 'Versioned', extends: ['bpmn:Process'], properties: [attribute('versionTag')] },
    { name: 'Stage', extends: ['bpmn:FlowNode'], properties: [attribute('status')] },
    { name: 'Answering', extends: ['bpmn:Activity'], properties: [attribute('result')] },
    {
      name: 'Work',
      extends: ['bpmn:UserTask'],
      properties: ['post', 'verbs', 'form', 'due', 'separateFrom', 'department'].map(attribute),
    },
    { name: 'Call', extends: ['bpmn:ServiceTask'], properties: ['service', 'mode'].map(attribute) },
    { name: 'Decision', extends: ['bpmn:BusinessRuleTask'], properties: [attribute('decision')] },
    { name: 'Ending', extends: ['bpmn:EndEvent'], properties: [attribute('outcome')] },
    { name: 'WorkingTime', extends: ['bpmn:TimerEventDefinition'], properties: [attribute('after')] },
    {
      name: 'Correlated',
      extends: ['bpmn:MessageEventDefinition', 'bpmn:SendTask', 'bpmn:ReceiveTask'],
      properties: ['key', 'from'].map(attribute),
    },
    {
      name: 'Instances',
      extends: ['bpmn:MultiInstanceLoopCharacteristics'],
      properties: ['collection', 'item'].map(attribute),
    },
  ],
}

function attribute(name: string) {
  return { name, isAttr: true, type: 'String' }
}
