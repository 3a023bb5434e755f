import { sharedEn } from './shared.en'

export const en = {
  ...sharedEn,
  tab: { label: 'Main menu', plan: 'Go', trips: 'Trips', approvals: 'Approve', messages: 'Messages', me: 'Me' },
  search: {
    placeholder: 'Name, pinyin initials or English',
    recent: 'Used lately',
    hint: 'Type Chinese (虹桥站), pinyin initials (hqz) or English (Hongqiao).',
    nothing: 'Nothing found for “{q}”. Try another spelling, or touch the map.'
  },
  page: {
    plan: 'Go',
    'sign-in': 'Sign in',
    options: 'Options',
    option: 'Option',
    trips: 'My trips',
    trip: 'Trip',
    receipt: 'Receipt',
    approvals: 'To approve',
    messages: 'Messages',
    me: 'Me',
    findings: 'Findings'
  },
  day: { today: 'Today', tomorrow: 'Tomorrow' },
  plan: {
    from: 'From',
    to: 'To',
    fromEmpty: 'Where from',
    toEmpty: 'Where to',
    swap: 'Swap from and to',
    via: 'Stop on the way',
    addVia: 'Add a stop on the way',
    removeVia: 'Leave out the stop at {name}',
    stay: 'How long',
    stayFor: 'for {n} min',
    departAt: 'Departure',
    passengers: 'People',
    fewer: 'One person less',
    more: 'One person more',
    purpose: 'Kind of purpose',
    go: 'Show options',
    busy: 'Working out options…',
    cityTime: 'City time'
  },
  options: {
    title: 'Options',
    people: '1 person | {n} people',
    none: 'Nothing can be offered now; see why below.',
    rejected: '{n} more ways are not possible; see why',
    expired: 'These options ran out at {at}.',
    again: 'Ask again',
    note: 'Worked out from the live state of {at}; prices by contract price list, the same function as the final bill.'
  },
  option: {
    price: 'Estimated price',
    arrivalSoc: 'Charge on arrival',
    charging: 'Charging stop',
    chargeAt: 'Charges at {stop}',
    co2: 'CO₂',
    co2Basis: 'CO₂ by: {basis}',
    estimated: 'Estimate',
    notBookable: 'To compare only',
    way: 'Way',
    car: 'Car and return',
    pile: 'Pile at the return',
    priceLines: 'How the price comes about',
    total: 'Total',
    blocked: 'Policy does not allow this way, see above; choose another one.',
    companion: 'Companion {n}'
  },
  label: { FASTEST: 'Fastest', CHEAPEST: 'Cheapest', GREENEST: 'Greenest' },
  policy: {
    title: 'Travel policy',
    IN_POLICY: 'In policy',
    NEEDS_APPROVAL: 'Needs approval',
    BLOCKED: 'Not allowed',
    nothing: 'Every rule is met; it is booked as soon as you submit.',
    met: 'Every rule is met.',
    version: 'Rules {v}',
    action: { BLOCK: 'Not allowed', ESCALATE: 'Needs approval', WARN: 'Note' }
  },
  ways: {
    blocked: 'This would be in policy',
    approval: 'This would need no approval',
    again: 'Ask again like this',
    hint: 'A tap fills it in; you can still change it before you submit.',
    applied: 'Filled in as chosen; look it over and submit.',
    all: 'Change all of it',
    when: 'Leave at {at}',
    category: 'Purpose: {name}',
    text: 'Say “{text}”',
    people: '{n} people on board',
    mode: 'Go by {mode}',
    budget: 'Pay from {code}',
    cheaper: 'Choose an option of at most {fen}',
    car: 'Take another car',
    noEmergency: 'Ask as for any trip, not as an emergency'
  },
  again: {
    returned: 'Change it and send it again under the same number; what you wrote is kept.',
    other: 'Fill in a new request with what you wrote, then change it.',
    go: 'Fill in again',
    amending: 'You are changing the request that was sent back.',
    new: 'Make it a new one'
  },
  leg: {
    WALK: 'Walk',
    DRIVE: 'Drive',
    BIKE: 'Ride',
    CHAUFFEUR: 'Be driven',
    TRANSIT: 'Public transport',
    instructions: '{n} directions'
  },
  car: {
    plate: 'Car',
    soc: 'Charge',
    stop: 'Pick up at',
    calendar: 'Kind of car',
    returnTo: 'Return at',
    pile: 'Pile held'
  },
  request: {
    title: 'Request',
    category: 'Kind of purpose',
    text: 'Purpose',
    textHint: 'At least 6 characters; approver and auditors see it.',
    textExample: 'e.g. Coordination meeting at Hongqiao',
    companion: 'Name of passenger {n}',
    costCentre: 'Budget',
    budget: '{name} {code}',
    available: '{fen} available',
    short: 'This budget has not enough left to hold the price.',
    note: 'Note (optional)',
    emergency: 'Emergency: leaves at once, approval afterwards',
    hold: 'Submitting holds {fen} of the budget. You pay what it really costs; the rest is given back.',
    go: 'Submit and book',
    goApproval: 'Submit for approval',
    busy: 'Submitting…'
  },
  trip: {
    title: 'Trip',
    progress: 'Progress of the trip',
    planned: 'Planned',
    time: 'Time',
    mode: 'By',
    purpose: 'Purpose',
    costCentre: 'Budget',
    traveller: 'Traveller',
    bookedBy: 'Asked for by',
    driver: 'Driver',
    orderNo: 'Dispatch order',
    quoted: 'Quoted',
    held: 'Held',
    approval: 'Approval',
    decidedBy: '{name} {at}',
    because: 'Reason: {reason}',
    expires: 'Car and budget are freed when nobody decides by {at}',
    expiresAfter: 'Decided about afterwards; a supervisor looks at it when nobody does by {at}',
    approvalAfter: 'Approval afterwards',
    receipt: 'Receipt',
    speed: 'Speed',
    noPosition: 'Waiting for the car to report its position…',
    silent: 'The car has not reported for a while ({age}); these are its last figures.',
    lost: 'The live connection broke; reconnecting.',
    lostSince: 'The position shown is of {at}.',
    there: 'Arrived',
    eta: 'Arrival',
    reported: 'Reported {age}',
    id: 'Trip'
  },
  next: {
    approval: 'Waiting for approval; an answer comes by {at}.',
    partner: 'Waiting for the operator to confirm the car; you will be told.',
    carLater: 'Booked. The car opens at {stop} from {at}.',
    carNow: 'Booked. Pick the car up at {stop}.',
    driver: 'Booked. You are picked up at {at}, {from}; the driver starts and ends the trip.',
    settling: 'Returned; the real price is being worked out…'
  },
  step: { SUBMITTED: 'Request', BOOKED: 'Booked', IN_PROGRESS: 'Ride', ENDED: 'Return', SETTLED: 'Settled' },
  decision: { WAITING: 'Waiting', APPROVE: 'Approved', REJECT: 'Rejected', RETURN: 'Sent back' },
  unlock: {
    title: 'Unlock the car',
    scan: 'Scan the QR code on the car',
    assetNo: 'Or type the car number',
    hint: 'Below the QR code, begins with TL',
    go: 'Unlock',
    underway: 'Waiting for the car…',
    early: 'Opens from {at}',
    demo: 'Demo: read the code on the car'
  },
  scan: {
    title: 'Scan the QR code',
    hint: 'Hold the code into the picture',
    denied: 'The camera is not allowed. Allow it in the browser’s settings, or type the number.',
    failed: 'The camera does not work; type the number.',
    none: 'This device has no camera to use; type the number.'
  },
  command: {
    UNLOCK: 'Unlock',
    LOCK: 'Lock',
    FIND: 'Find',
    NAVIGATE: 'Send destination',
    CHARGE_START: 'Start charging',
    CHARGE_STOP: 'Stop charging',
    RESERVE: 'Reserve',
    CANCEL_RESERVATION: 'Cancel reservation',
    reason: 'Reason: {reason}'
  },
  commandStep: { QUEUED: 'Queued', SENT: 'Sent', ACKNOWLEDGED: 'Car answered', CONFIRMED: 'Car confirmed' },
  commandState: {
    QUEUED: 'Queued',
    SENT: 'Sent',
    ACKNOWLEDGED: 'Car is acting',
    CONFIRMED: 'Done',
    FAILED: 'Failed',
    EXPIRED: 'Timed out'
  },
  end: {
    title: 'Return',
    hint: 'Park at the return stop, close the doors, plug in where the bay has a pile, then end the trip.',
    moving: 'A moving car cannot be locked or returned; stop first.',
    lock: 'Lock',
    go: 'End the trip',
    busy: 'Checking…'
  },
  cancel: {
    go: 'Cancel the trip',
    reason: 'Why',
    confirm: 'Cancel it',
    free: 'Cancelling now costs nothing.',
    fee: 'Cancelling now costs {fen} by the price list; until {at} it was free.',
    noShow: 'Not coming costs {fen}.'
  },
  withdraw: { go: 'Take the request back', reason: 'Why', confirm: 'Take it back' },
  extend: {
    go: 'Keep the car longer or shorter',
    until: 'Keep it until',
    title: 'Kept until {at}',
    reason: 'Why',
    confirm: 'Change it',
    longer: '{n} minutes longer'
  },
  confirmation: {
    title: 'Confirm the trip',
    hint: 'Check distance, price and way; without a word it is confirmed by itself.',
    statement: 'Remark (needed for a dispute)',
    stars: 'How was the driver',
    noStars: 'No rating',
    ok: 'It is right',
    dispute: 'Something is wrong',
    done: {
      TRAVELLER: 'You confirmed this trip.',
      AUTOMATIC: 'Confirmed by time.',
      DISPUTED: 'You disputed this trip; those who settle look at it.'
    }
  },
  backfill: {
    title: 'Reason of the emergency',
    hint: 'Give it by 18:00 of the next working day; later it becomes a finding.',
    reason: 'Reason',
    go: 'Send the reason'
  },
  chain: {
    title: 'Who decides',
    level: 'Level {n}: {name}',
    inSteadOf: ' (for {name})',
    since: 'Asked since {at}',
    path: 'How far it has come',
    decide: 'Decide',
    state: {
      WAITING: 'Not yet',
      OPEN: 'Deciding',
      APPROVED: 'Agreed',
      REJECTED: 'Rejected',
      RETURNED: 'Sent back',
      PASSED_ON: 'Passed on unanswered',
      CLOSED: 'Not asked'
    }
  },
  receipt: {
    title: 'Receipt',
    total: 'Real price',
    settled: 'Settled {at}',
    lines: 'Lines',
    sum: 'Total',
    budget: 'Budget',
    held: 'Was held',
    posted: 'Spent',
    released: 'Given back',
    priceList: 'Price list version'
  },
  driven: {
    title: 'What the car told',
    time: 'Ridden',
    believed: 'counts',
    energy: 'Energy',
    source: { ODOMETER: 'Odometer', MATCHED: 'Roads', GPS: 'Positions' },
    rule: {
      ODOMETER_SOUND: 'The odometer is sound and counts.',
      ROADS_COVER: 'The odometer is not sound; most positions lie on roads, whose length counts.',
      POSITIONS: 'The odometer is not sound; the straight lines between positions count, the real way is no shorter.',
      NOTHING_KNOWN: 'The car told no usable distance.'
    },
    gaps:
      'Once without a position, as in a basement; nothing was guessed. | {n} times without a ' +
      'position, as in a basement; nothing was guessed.',
    late: 'It was locked only at {at}, after the end.',
    open: 'It was not locked after the end.'
  },
  trips: { title: 'My trips', none: 'No trips yet. Start the first one under “Go”.' },
  approvals: {
    title: 'For me to decide',
    none: 'Nothing waits for you.',
    unit: 'Unit',
    overtaken: 'The request of {name} needs no decision any more; the list is up to date.',
    more: 'See the trip, its way and the rules',
    until: 'Decide before',
    reason: 'Remark',
    agreed: 'Agreed',
    reasonNeeded: 'Give a reason; the traveller will read it.',
    done: {
      APPROVE: 'Approved: the request of {name}.',
      REJECT: 'Rejected: the request of {name}.',
      RETURN: 'Sent back: the request of {name}.',
      OBJECT: 'Your objection to the trip of {name} goes to a supervisor.'
    },
    afterwards:
      'The ride went first. An objection needs a reason and goes to a supervisor; nobody is sanctioned by it alone.',
    rode: 'Ride',
    approve: 'Approve',
    agree: 'Agree',
    reject: 'Reject',
    object: 'Object',
    return: 'Send back'
  },
  messages: { title: 'Messages', none: 'No messages.' },
  copies: {
    title: 'Message settings',
    inbox: 'The inbox has every message; this is about pushes and text messages only.',
    class: {
      URGENT: 'Urgent (another car, no car)',
      APPROVAL: 'Awaiting my decision',
      TRIP: 'My trips',
      SUPERVISION: 'Supervision',
      COST: 'Costs'
    },
    channel: { FIREBASE: 'Push', GATEWAY: 'Text or work message' },
    from: 'Quiet hours from',
    to: 'Quiet hours to',
    urgent: 'Urgent messages come all the same.',
    mobile: 'Mobile number',
    go: 'Save',
    done: 'Saved.'
  },
  delegation: {
    title: 'Who stands in for me',
    me: 'me',
    none: 'Nobody at present.',
    APPROVE: '{to} decides for {from}',
    BOOK: '{to} may book for {from}',
    end: 'End it',
    kind: 'What for',
    right: { APPROVE: 'Decide about requests', BOOK: 'Ask for trips' },
    to: 'Deputy',
    number: 'Number of the deputy',
    byNumber: 'Another colleague, by number',
    toHint: 'Of the same unit. Those who travelled lately are chosen by name; a number is on their page "Me".',
    from: 'From',
    until: 'Until',
    reason: 'Reason',
    go: 'Hand it on'
  },
  password: {
    title: 'Change password',
    old: 'Old password',
    fresh: 'New password',
    hint: 'At least 10 characters, without the login.',
    go: 'Change password',
    done: 'The password is changed; other devices are signed out.',
    first: 'This password is good once: choose one of your own first.',
    choose: 'Set password and sign in'
  },
  looks: {
    title: 'Who looked where you were, or at photos',
    LIVE: 'live position',
    TRACK: 'track',
    PHOTO: 'photo of the car',
    more: 'More'
  },
  inspect: {
    title: { BEFORE: 'Inspect the car before the ride', AFTER: 'Inspect the car before the return' },
    optional: 'if you like',
    done: 'sent {n} times',
    wanted: 'Photos still needed: {sides}',
    and: ', ',
    privacy:
      'Photos are kept without their place. You, the fleet desk and supervision may look; looks by others are noted.',
    known: 'Damages that are known',
    subject: { FRONT: 'Front', REAR: 'Rear', LEFT: 'Left', RIGHT: 'Right', INSIDE: 'Inside', DAMAGE: 'Damage' },
    kind: {
      SCRATCH: 'Scratch',
      DENT: 'Dent',
      BROKEN: 'Broken',
      MISSING: 'Missing',
      DIRTY: 'Dirty',
      OTHER: 'Something else'
    },
    state: { sending: 'on its way', sent: 'sent', open: 'not sent', refused: 'not taken' },
    lost: 'The photo cannot be shown',
    drop: 'Remove',
    again: 'Send again',
    damage: 'Tell of a new damage',
    side: 'Where',
    outline: 'Outline of the car with the damages that are known',
    touch: 'Touch the outline where the damage is.',
    what: 'What',
    words: 'In words (if you like)',
    add: 'Add to this inspection',
    note: 'Note (if you like)',
    submit: 'Send the inspection'
  },
  pool: {
    title: { PROPOSED: 'You could share a car', MERGED: 'Shared car', PARTED: 'The shared car is off' },
    host: '{name} (people: {n}) could ride along in your car, leaving {at}.',
    guest: 'You could ride along with {name} (people: {n}), leaving {at}; your own car is given back free of charge.',
    merged: {
      HOST: '{name} (people: {n}) rides along, leaving {at}; please wait at the car.',
      GUEST: 'You ride along with {name} in {plate}, leaving {at}.'
    },
    walk: 'Leave {leave}, walk {walkIn} to {pickUp}, get in {meet}; out at {dropOff}, walk {walkOut}, there {arrive}.',
    longer: 'Your way becomes {way} longer and takes {min} min more.',
    saves: 'Saves {money}, {way} and {co2} of CO₂',
    due: 'Both accept by {at}; otherwise your trips stay as they are.',
    waiting: 'You accepted; the other has not answered yet.',
    accept: 'Share the car',
    decline: 'No, thanks',
    leave: 'Leave the shared car',
    again: 'See other ways',
    parted: 'Please choose another way.'
  },
  question: {
    title: 'A question about your ride',
    due: 'Please answer by {at}; after that a supervisor is asked.',
    whenStanding: 'Answer once you stand.',
    why: 'Choose why',
    words: 'In your words (needed for Other)',
    answer: 'Answer',
    reason: {
      TRAFFIC: 'Congestion',
      ROAD_CLOSED: 'Road closed or diverted',
      CHARGING: 'Charging on the way',
      PARKING: 'Looking for a parking space',
      VEHICLE_FAULT: 'Fault or accident',
      WAITING: 'Waiting for somebody on duty',
      TASK_CHANGED: 'The task has changed',
      UNWELL: 'Somebody is unwell',
      OTHER: 'Other'
    }
  },
  findings: {
    title: 'Findings about my trips',
    none: 'Nothing was noticed about your trips.',
    words: 'How it was, in your words',
    answer: 'Answer',
    appeal: 'Appeal: another person decides',
    phase: {
      OPEN: 'Awaits your answer',
      ANSWERED: 'Answered; a person decides',
      UPHELD: 'Upheld; you may appeal',
      DISMISSED: 'Dismissed',
      APPEALED: 'Appealed; another person decides',
      FINAL: 'Decided for good'
    },
    outcome: { UPHELD: 'upheld', DISMISSED: 'dismissed' }
  },
  me: {
    copy: 'Copy',
    copied: 'Copied',
    findings: 'Findings about my trips',
    title: 'Me',
    number: 'Your number',
    roles: 'Roles',
    cityTime: 'City time',
    version: 'Version',
    console: 'Open the console',
    signOut: 'Sign out'
  }
}
