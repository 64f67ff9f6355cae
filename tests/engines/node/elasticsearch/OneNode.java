import org.codelibs.elasticsearch.runner.ElasticsearchClusterRunner;

/** One Elasticsearch node on loopback: java OneNode.java FOLDER PORT. It ends when standard input does. */
public class OneNode {
    public static void main(String[] arguments) throws Exception {
        ElasticsearchClusterRunner runner = new ElasticsearchClusterRunner();
        runner.onBuild((number, settings) -> {
            settings.put("network.host", "127.0.0.1");
            settings.put("http.port", arguments[1]);
            settings.put("transport.port", "0");
            settings.put("discovery.type", "single-node");
            settings.put("http.max_content_length", "4mb");
        });
        runner.build(ElasticsearchClusterRunner.newConfigs().basePath(arguments[0]).numOfNode(1)
                .clusterName("fintag-test").useLogger().printOnFailure());
        while (System.in.read() >= 0) {
            // until whoever started us goes away
        }
        runner.close();
        System.exit(0);
    }
}
