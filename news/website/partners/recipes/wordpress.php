<?php
/**
 * Plugin Name: Vestnik receiver
 * Description: Takes what the newsroom sends, as posts: new texts as drafts, corrections in place, withdrawals off the site.
 * Version: 1.0
 * Requires PHP: 7.4
 *
 * Save as wp-content/plugins/vestnik.php and activate it. In wp-config.php:
 *   define('VESTNIK_SECRET', 'whsec_…');     // the secret from your page
 *   define('VESTNIK_STATUS', 'publish');     // without this line new texts are drafts
 * The address of the receiver is then https://your.site/wp-json/vestnik/v1/receive
 */
defined('ABSPATH') || exit;

add_action('rest_api_init', function () {
    register_rest_route('vestnik/v1', '/receive', [
        'methods' => 'POST',
        'callback' => 'vestnik_receive',
        'permission_callback' => 'vestnik_is_genuine',
    ]);
});

/** Standard Webhooks: over id, moment and the body as it came; both secrets sign during a change. */
function vestnik_is_genuine(WP_REST_Request $request) {
    $secret = defined('VESTNIK_SECRET') ? VESTNIK_SECRET : '';
    $key = base64_decode(preg_replace('/^whsec_/', '', $secret), true);
    $id = (string) $request->get_header('webhook-id');
    $sent_at = (string) $request->get_header('webhook-timestamp');
    $signed = false;
    if ($key !== false && strlen($key) >= 24 && ctype_digit($sent_at) && abs(time() - (int) $sent_at) <= 300) {
        $own = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$sent_at." . $request->get_body(), $key, true));
        foreach (explode(' ', (string) $request->get_header('webhook-signature')) as $given) {
            $signed = hash_equals($own, $given) || $signed;
        }
    }
    return $signed ? true : new WP_Error('vestnik_not_genuine', 'Not signed with our secret.', ['status' => 400]);
}

function vestnik_receive(WP_REST_Request $request) {
    $message = json_decode($request->get_body(), true);
    if (empty($message['data']['urn'])) {
        return new WP_REST_Response(null, 204); // A test.
    }
    $story = $message['data'];
    $item = $story['item'];
    $posts = get_posts([
        'post_type' => 'post', 'post_status' => ['any', 'trash'], 'posts_per_page' => 1,
        'meta_key' => 'vestnik_urn', 'meta_value' => $story['urn'],
    ]);
    $post = $posts ? $posts[0] : null;
    // Repeats and what is older than ours change nothing.
    if ($post && (int) get_post_meta($post->ID, 'vestnik_sequence', true) >= $story['sequence']) {
        return new WP_REST_Response(null, 204);
    }
    $is_withdrawn = isset($item['_vestnik']['withdrawn']);
    $fields = ['post_title' => $item['title'], 'meta_input' => [
        'vestnik_urn' => $story['urn'], 'vestnik_sequence' => $story['sequence'], 'vestnik_url' => $item['url'],
    ]];
    if ($is_withdrawn) {
        // Off the site: the text goes, the reason stays for your editors.
        $fields += ['post_status' => 'draft', 'post_excerpt' => '', 'post_content' => wpautop(esc_html($item['content_text']))];
        $fields['meta_input']['vestnik_status'] = $post ? $post->post_status : '';
    } else {
        $rights = $item['_vestnik']['rights'] ?? '';
        $notes = '';
        foreach ($item['_vestnik']['corrections'] ?? [] as $correction) {
            $notes .= '<p><em>' . esc_html($correction['note']) . '</em></p>';
        }
        $source = sprintf('<p><a href="%s">%s</a></p>', esc_url($item['url']), esc_html($rights ?: $item['url']));
        $fields += ['post_content' => $notes . $item['content_html'] . $source, 'post_excerpt' => $item['summary'] ?? ''];
        $default = defined('VESTNIK_STATUS') && empty($item['_vestnik']['embargo_until']) ? VESTNIK_STATUS : 'draft';
        $before = $post ? get_post_meta($post->ID, 'vestnik_status', true) : '';
        $fields['post_status'] = $post ? ($before ?: $post->post_status) : $default;
        $fields['meta_input']['vestnik_status'] = '';
    }
    $fields += $post ? ['ID' => $post->ID] : ['post_type' => 'post'];
    $saved = $post ? wp_update_post(wp_slash($fields), true) : wp_insert_post(wp_slash($fields), true);
    return is_wp_error($saved) ? $saved : new WP_REST_Response(null, 204);
}
