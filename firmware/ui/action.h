/* What a touch on a node asks for: struct ui_action.kind. The number `a` is said beside each. */
#pragma once

enum ui_action_kind {
	ACTION_NONE,
	ACTION_LANG,     /* a: index in the table of languages */
	ACTION_LANGUAGE, /* open the language page */
	ACTION_STATION,  /* a: its number, from 1 */
	ACTION_CODE,     /* open the page to type the paper's code */
	ACTION_KEY,      /* a: index in code_symbols, -1 takes the last one back */
	ACTION_TOPIC,    /* a: index in content.guides */
	ACTION_ITEM,     /* a: index in the checklist: the topic as it is for that person */
	ACTION_NEXT,
	ACTION_BACK,
	ACTION_HOME,
	ACTION_TEXT_SIZE, /* to the next size, round and round */
	ACTION_EMERGENCY,
	ACTION_QUICK_EXIT, /* wipe and show the language page */
	ACTION_ANSWER,     /* a: index of the answer (of many: ticks it) or ANSWER_UNKNOWN */
	ACTION_CHECKLIST,  /* questions first if there are any left to ask, else the list */
	ACTION_MORE,       /* the next part of a list that does not fit */
	ACTION_PRINT,
	ACTION_FINISH,
	ACTION_CONTINUE,
	ACTION_PERSON_ADD,
	ACTION_PERSON_EDIT,    /* a: from 1: asks their questions again */
	ACTION_PERSON_REMOVE,  /* a: from 1 */
	ACTION_FIND,           /* a: enum find_list */
	ACTION_LETTER,         /* a: of the index, from 1; 0: back to the letters */
	ACTION_STAFF,          /* open the staff's pages: the PIN first */
	ACTION_STAFF_LEAVE,    /* lock them: back to where the visitor is */
	ACTION_STAFF_PAGE,     /* a: enum ui_screen */
	ACTION_PIN,            /* a: the digit, -1 takes the last one back, -2: that was all */
	ACTION_STAFF_LANG,     /* a: index in the table of languages: for the visitor */
	ACTION_STAFF_TOPIC,    /* a: index in content.guides: take it off, or bring it back */
	ACTION_STAFF_FACT,     /* a: index in content.facts: the same */
	ACTION_UPDATE,         /* a: enum ui_update_act */
	ACTION_UPDATE_INSTALL, /* a: index in ui_update.found */
	ACTION_HELP,           /* open the page that calls the staff */
	ACTION_CALL,           /* call them */
	ACTION_CALL_TAKEN,     /* one of them comes */
	ACTION_BEGIN,          /* the greeting was right: the visit begins */
	ACTION_NOT_MINE,       /* it was not: the first page */
	ACTION_STAFF_CARD,     /* a new card of the staff's, printed */
	ACTION_CLEAN,          /* touch does nothing for a while */
	ACTION_CLOSE,       /* a: 1 the kiosk is out of service for visitors, 0 in service again */
	ACTION_SETTING,     /* a: index in ui_acts.settings: open its page */
	ACTION_SETTING_SET, /* a: its new value */
	ACTION_SHEET,       /* a: enum ui_sheet: print it */
	ACTION_REPRINT,     /* a: index in the table of languages: the list of the typed code */
	ACTION_PAPER_WHOLE, /* the visitor says: the whole list came out */
	ACTION_PAPER_AGAIN, /* it did not: print it once more */
	ACTION_PHONE,       /* while the printer waits, or after: the list as a code */
	ACTION_STAFF_TEST_PAGE,
	ACTION_STAFF_NEW_ROLL
};
